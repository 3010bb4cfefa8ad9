using System.Data;
using Npgsql;

namespace EtlMesh.Warehouse;

/// <summary>One server: a pooled connection and a transaction for each piece of work.</summary>
internal abstract class ServerEngine(NpgsqlDataSource source, TimeProvider clock) : IAsyncDisposable
{
    private const int Conflicts = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public TimeProvider Clock => clock;

    /// <summary>In UTC.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Runs work in a transaction; what it does not commit is rolled back. After a conflict it runs again.</summary>
    /// <param name="doing">What is being done and to what, for messages: "building model a".</param>
    /// <param name="work">Whole: it reads anew what it depends on.</param>
    /// <param name="ct">Ends the statement that runs.</param>
    /// <param name="isolation">Repeatable read for work of several reads that must see one state.</param>
    /// <param name="busy">How often it may meet a lock that others keep; then that is its failure.</param>
    public virtual async Task<T> RunAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct, IsolationLevel isolation = IsolationLevel.ReadCommitted, int busy = 1)
    {
        for (var (conflicts, waits) = (0, 1); ;)
        {
            Session? session = null;
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(isolation, ct);
                session = Begin(connection, transaction);
                return await work(session);
            }
            catch (PostgresException e) when (IsConflict(e) && ++conflicts < Conflicts)
            {
                await PauseAsync(conflicts, ct);
            }
            catch (PostgresException e) when (IsBusy(e) && waits < busy)
            {
                await PauseAsync(waits++, ct);
            }
            catch (Exception e) when (Named(doing, e, session?.Last) is { } named)
            {
                throw named;
            }
        }
    }

    /// <summary>Short work that decides something and writes it down; else as <see cref="RunAsync"/>.</summary>
    public virtual Task<T> DecideAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct, IsolationLevel isolation = IsolationLevel.ReadCommitted, int busy = 1) =>
        RunAsync(doing, work, ct, isolation, busy);

    /// <summary>Work of reads that see one state.</summary>
    public Task<T> ReadAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct) =>
        RunAsync(doing, work, ct, IsolationLevel.RepeatableRead);

    /// <summary>Drops what killed loads have left in a schema of segments; here nothing, as a load is one transaction.</summary>
    /// <returns>The names of what was dropped.</returns>
    public virtual Task<List<string>> SweepSegmentsAsync(Session session, string schema, CancellationToken ct) => Task.FromResult(new List<string>());

    public Task<NpgsqlConnection> ConnectAsync(CancellationToken ct) => source.OpenConnectionAsync(ct).AsTask();

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>The failure by its kind; null when it is none of the server's.</summary>
    /// <param name="doing">What was being done and to what: "building model a".</param>
    /// <param name="e">What was thrown.</param>
    /// <param name="statement">What ran last.</param>
    public abstract Exception? Named(string doing, Exception e, Statement? statement);

    protected abstract Session Begin(NpgsqlConnection connection, NpgsqlTransaction transaction);

    /// <summary>Another transaction was first; nothing was written, and the next try sees what the other did.</summary>
    protected abstract bool IsConflict(PostgresException e);

    /// <summary>Somebody else has what is wanted, and kept it for as long as was waited.</summary>
    protected abstract bool IsBusy(PostgresException e);

    // Longer each time, and never alike, so that two who met do not meet again.
    private Task PauseAsync(int times, CancellationToken ct)
    {
        var longest = Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(times, 16));
        return Task.Delay(TimeSpan.FromTicks(Random.Shared.NextInt64(longest / 2, longest)), clock, ct);
    }
}
