using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>The bounds of a window as values of its watermark.</summary>
internal abstract class WindowBounds
{
    /// <exception cref="TerminalEtlException">A bound is no value of the column's type.</exception>
    public static WindowBounds Of(TableWindow window, DuckDbColumn column, DuckDbConnection connection, CancellationToken ct)
    {
        var values = string.Join(", ", new[] { window.Lo, window.Until }.Select(bound => $"CAST({Sql.Literal(bound)} AS {column.Type})"));
        try
        {
            using var result = connection.Query($"SELECT {values}", ct);
            result.NextChunk(out var chunk);
            var order = StoredOrders.Of(result.Columns[0].Type);
            return order is null
                ? new TextBounds(chunk!.Column(0), chunk.Column(1), window.AfterLo)
                : order.Accept(new Reading(chunk!, window.AfterLo));
        }
        catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Conversion)
        {
            throw new TerminalEtlException($"Reading the window of {column.Name}: `{window.Lo}` and `{window.Until}` are not both values of {column.Type}, which the watermark is now. Give the column the type it had, or start the table anew.", e);
        }
    }

    public abstract bool IsOutside(DuckDbVectorWriter column, int row);

    private sealed class Reading(DuckDbChunk bounds, bool afterLo) : IStoredOrderVisitor<WindowBounds>
    {
        public WindowBounds Visit<T, TOrder>()
            where T : unmanaged
            where TOrder : struct, IStoredOrder<T> => new StoredBounds<T, TOrder>(bounds.Column(0), bounds.Column(1), afterLo);
    }

    private sealed class StoredBounds<T, TOrder>(DuckDbVector lo, DuckDbVector until, bool afterLo) : WindowBounds
        where T : unmanaged
        where TOrder : struct, IStoredOrder<T>
    {
        private readonly TOrder order = default;
        private readonly T? lo = lo.IsNull(0) ? null : lo.Get<T>(0);
        private readonly T? until = until.IsNull(0) ? null : until.Get<T>(0);

        public override bool IsOutside(DuckDbVectorWriter column, int row)
        {
            var value = column.Values<T>()[row];
            return (lo is { } least && (order.Less(value, least) || (afterLo && !order.Less(least, value))))
                || (until is { } end && !order.Less(value, end));
        }
    }

    private sealed class TextBounds(DuckDbVector lo, DuckDbVector until, bool afterLo) : WindowBounds
    {
        private readonly byte[]? lo = lo.IsNull(0) ? null : lo.Utf8(0).ToArray();
        private readonly byte[]? until = until.IsNull(0) ? null : until.Utf8(0).ToArray();

        public override bool IsOutside(DuckDbVectorWriter column, int row)
        {
            var value = column.Bytes(row);
            return (lo is not null && value.SequenceCompareTo(lo) < (afterLo ? 1 : 0))
                || (until is not null && value.SequenceCompareTo(until) >= 0);
        }
    }
}
