using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>One open file: a connection for each piece of work, on the thread pool, for the engine blocks.</summary>
internal sealed class Engine(DuckDbDatabase database, TimeProvider clock) : IDisposable
{
    private const int Conflicts = 20;

    // Work that touches the same few rows or the catalogue's names queues here, so that it conflicts with nothing but builds.
    private readonly SemaphoreSlim _gate = new(1);

    public TimeProvider Clock => clock;

    /// <summary>In UTC, to the microsecond that the engine keeps.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Runs work on a connection of its own.</summary>
    /// <param name="doing">What is being done and to what, for messages: "building model a".</param>
    public Task<T> RunAsync<T>(string doing, Func<DuckDbConnection, T> work, CancellationToken ct) =>
        Task.Run(() => Failures.Named(doing, () => Run(work, ct)), ct);

    /// <summary>As <see cref="RunAsync"/>, one at a time.</summary>
    public async Task<T> RunAloneAsync<T>(string doing, Func<DuckDbConnection, T> work, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await RunAsync(doing, work, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public DuckDbConnection Connect() => database.Connect();

    public void Dispose()
    {
        using (var connection = database.Connect())
            Checkpoint(connection);
        database.Dispose();
        _gate.Dispose();
    }

    private T Run<T>(Func<DuckDbConnection, T> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            using var connection = database.Connect();
            try
            {
                return work(connection);
            }
            catch (DuckDbException e) when (attempt < Conflicts && Failures.IsConflict(e))
            {
                // Work is whole transactions that read what they depend on: the next try sees the other's result.
            }
        }
    }

    private static void Checkpoint(DuckDbConnection connection)
    {
        try
        {
            connection.Execute("checkpoint");
        }
        catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Transaction)
        {
            // Somebody still reads: the log keeps what the file does not have yet.
        }
    }
}
