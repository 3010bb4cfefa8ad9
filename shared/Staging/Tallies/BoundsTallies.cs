namespace EtlMesh.Staging;

/// <summary>Makes the tally of least and greatest values for a stored type.</summary>
internal sealed class BoundsTallies : IStoredOrderVisitor<ColumnTally>
{
    public ColumnTally Visit<T, TOrder>()
        where T : unmanaged
        where TOrder : struct, IStoredOrder<T> => new BoundsTally<T, TOrder>();
}
