namespace EtlMesh.Nights.Tests.Live;

/// <summary>A transaction that somebody has begun and not ended.</summary>
internal abstract class LiveTransaction
{
    /// <summary>The rows that it has locked.</summary>
    public IReadOnlyList<int> Ids { get; init; } = [];

    /// <summary>The night after which it ends.</summary>
    public int Until { get; init; }

    public abstract Task EndAsync(bool commit);
}
