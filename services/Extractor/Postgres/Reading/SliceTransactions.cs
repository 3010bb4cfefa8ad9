namespace EtlMesh.Extractor.Postgres;

/// <summary>The transactions that read a slice; for a snapshot all see the table as it was at one instant.</summary>
internal sealed class SliceTransactions : IDisposable
{
    private readonly IReadOnlyList<SourceTransaction> transactions;
    private readonly Stack<SourceTransaction> free;
    private readonly Lock gate = new();

    private SliceTransactions(IReadOnlyList<SourceTransaction> transactions) => (this.transactions, free) = (transactions, new(transactions.Reverse()));

    public SourceTransaction First => transactions[0];

    public int Count => transactions.Count;

    /// <summary>Waits for one connection; takes more of them for a snapshot of several ranges, as far as there are any now.</summary>
    public static async Task<SliceTransactions> BeginAsync(SourceConnections connections, PostgresSlice slice, CancellationToken ct)
    {
        var open = new List<SourceTransaction>();
        try
        {
            open.Add(await SourceTransaction.BeginAsync(await connections.OpenAsync(ct), null, ct));
            var most = slice.Snapshot ? Math.Min(Math.Min(connections.Most, slice.Ranges.Count), Environment.ProcessorCount) : 1;
            // What it exports is seen for as long as it is open: until all have read.
            var snapshot = most > 1 ? await open[0].ExportAsync(ct) : null;
            while (open.Count < most && await connections.TryOpenAsync(ct) is { } more)
                open.Add(await SourceTransaction.BeginAsync(more, snapshot, ct));
            return new SliceTransactions(open);
        }
        catch
        {
            open.ForEach(transaction => transaction.Dispose());
            throw;
        }
    }

    /// <summary>Null when all are in use.</summary>
    public SourceTransaction? Take()
    {
        lock (gate)
            return free.TryPop(out var transaction) ? transaction : null;
    }

    public void Dispose()
    {
        foreach (var transaction in transactions)
            transaction.Dispose();
    }
}
