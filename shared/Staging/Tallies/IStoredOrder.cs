namespace EtlMesh.Staging;

/// <summary>The engine's order of a type's values as they are stored.</summary>
public interface IStoredOrder
{
    TResult Accept<TResult>(IStoredOrderVisitor<TResult> visitor);
}

/// <inheritdoc/>
public interface IStoredOrder<T> : IStoredOrder
{
    bool Less(T a, T b);
}
