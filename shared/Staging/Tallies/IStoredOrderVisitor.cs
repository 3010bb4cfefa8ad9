namespace EtlMesh.Staging;

/// <summary>Makes something for the stored type and its order, which are type arguments for the sake of speed.</summary>
public interface IStoredOrderVisitor<TResult>
{
    TResult Visit<T, TOrder>()
        where T : unmanaged
        where TOrder : struct, IStoredOrder<T>;
}
