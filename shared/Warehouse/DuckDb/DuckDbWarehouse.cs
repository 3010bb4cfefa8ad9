using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>A warehouse in a DuckDB file: one process at a time, any number of threads.</summary>
public sealed class DuckDbWarehouse : IWarehouse
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly Engine _engine;
    private bool _disposed;

    private DuckDbWarehouse(Engine engine)
    {
        _engine = engine;
        Attempts = new Attempts(engine);
        Segments = new Segments(engine);
        Candidates = new Candidates(engine);
        Checks = new Checks(engine);
        Releases = new Releases(engine);
        Reader = new Reader(engine.Connect);
        Exports = new Exports(engine);
    }

    public string Engine => "duckdb";

    public IAttempts Attempts { get; }

    public ISegments Segments { get; }

    public ICandidates Candidates { get; }

    public IChecks Checks { get; }

    public IReleases Releases { get; }

    public IWarehouseReader Reader { get; }

    public IExports? Exports { get; }

    /// <summary>Opens or creates the file. Attempts that are active in it are of a process that died: they become abandoned, or completed where they were published.</summary>
    /// <param name="wait">How long to wait for another process that has the file.</param>
    /// <exception cref="WarehouseBusyException">Another process kept the file.</exception>
    /// <exception cref="TerminalEtlException">The file is not a warehouse that this program can read.</exception>
    public static async Task<DuckDbWarehouse> OpenAsync(string path, TimeSpan wait, TimeProvider clock, CancellationToken ct)
    {
        var database = await OpenFileAsync(path, wait, clock, ct);
        var engine = new Engine(database, clock);
        try
        {
            return await engine.RunAloneAsync($"opening the warehouse {path}", connection =>
            {
                EtlSchema.Ensure(connection, path, ct);
                DuckDb.Attempts.Recover(connection, engine.Now, ct);
                return new DuckDbWarehouse(engine);
            }, ct);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Writes the log into the file and lets it go. Work must have ended.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_disposed)
            _engine.Dispose();
        _disposed = true;
        return ValueTask.CompletedTask;
    }

    private static async Task<DuckDbDatabase> OpenFileAsync(string path, TimeSpan wait, TimeProvider clock, CancellationToken ct)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder && path != DuckDbDatabase.InMemory)
            Directory.CreateDirectory(folder);
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return DuckDbDatabase.Open(path);
            }
            catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Locked)
            {
                if (clock.GetElapsedTime(started) >= wait)
                    throw new WarehouseBusyException(path, e.OtherProcessId, wait, e);
            }
            catch (DuckDbException e)
            {
                throw new TerminalEtlException($"{e.Message} Name another file, or restore this one.", e);
            }

            await Task.Delay(Poll, clock, ct);
        }
    }
}
