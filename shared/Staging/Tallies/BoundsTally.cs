using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Types of a fixed width without a sum: the least and the greatest value, in the engine's order.</summary>
internal sealed class BoundsTally<T, TOrder> : ColumnTally
    where T : unmanaged
    where TOrder : struct, IStoredOrder<T>
{
    private readonly TOrder order = default;
    private T least;
    private T greatest;
    private bool any;

    public override void WriteLeast(DuckDbVectorWriter column, int row) => Write(column, row, least);

    public override void WriteGreatest(DuckDbVectorWriter column, int row) => Write(column, row, greatest);

    protected override void Take(DuckDbVectorWriter column, int rows, bool hasNulls)
    {
        var values = column.Values<T>()[..rows];
        for (var row = 0; row < values.Length; row++)
        {
            if (hasNulls && column.IsNull(row))
                continue;
            var value = values[row];
            if (!any)
                (least, greatest, any) = (value, value, true);
            else if (order.Less(value, least))
                least = value;
            else if (order.Less(greatest, value))
                greatest = value;
        }
    }

    private void Write(DuckDbVectorWriter column, int row, T value)
    {
        if (any)
            column.Set(row, value);
        else
            column.Null(row);
    }
}
