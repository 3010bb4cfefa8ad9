namespace EtlMesh.Nights.Tests.Live;

/// <summary>A table <c>orders</c> in a real database that is written while nights read it: id, amount, gone, changed (the moment of the statement).</summary>
internal abstract class LiveSource : IAsyncDisposable
{
    /// <summary>As pipeline files write it.</summary>
    public abstract string Url { get; }

    /// <summary>SQL of the moment of the statement, to the microsecond.</summary>
    public abstract string Now { get; }

    /// <summary>Runs and commits statements.</summary>
    public abstract Task ExecuteAsync(string sql);

    /// <summary>Runs statements in a transaction that stays open.</summary>
    public abstract Task<LiveTransaction> BeginAsync(string sql);

    /// <summary>The rows of a query, values parted by <c>|</c>.</summary>
    public abstract Task<IReadOnlyList<string>> RowsAsync(string sql);

    public string Write(int id, long amount, bool gone) => Upsert($"{id}, {amount}, {(gone ? "true" : "false")}, {Now}");

    protected abstract string Upsert(string values);

    public abstract ValueTask DisposeAsync();
}
