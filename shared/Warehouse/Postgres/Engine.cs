using System.Data;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>One server: a pooled connection and a transaction for each piece of work.</summary>
internal sealed class Engine(NpgsqlDataSource source, TimeProvider clock) : IAsyncDisposable
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
    public async Task<T> RunAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct, IsolationLevel isolation = IsolationLevel.ReadCommitted, int busy = 1)
    {
        for (var (conflicts, waits) = (0, 1); ;)
        {
            Session? session = null;
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(isolation, ct);
                session = new Session(connection, transaction);
                return await work(session);
            }
            catch (PostgresException e) when (Failures.IsConflict(e) && ++conflicts < Conflicts)
            {
                await PauseAsync(conflicts, ct);
            }
            catch (PostgresException e) when (Failures.IsBusy(e) && waits < busy)
            {
                await PauseAsync(waits++, ct);
            }
            catch (Exception e) when (Failures.Named(doing, e, session?.Last) is { } named)
            {
                throw named;
            }
        }
    }

    /// <summary>Work of reads that see one state.</summary>
    public Task<T> ReadAsync<T>(string doing, Func<Session, Task<T>> work, CancellationToken ct) =>
        RunAsync(doing, work, ct, IsolationLevel.RepeatableRead);

    public Task<NpgsqlConnection> ConnectAsync(CancellationToken ct) => source.OpenConnectionAsync(ct).AsTask();

    public ValueTask DisposeAsync() => source.DisposeAsync();

    // Longer each time, and never alike, so that two who met do not meet again.
    private Task PauseAsync(int times, CancellationToken ct)
    {
        var longest = Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(times, 16));
        return Task.Delay(TimeSpan.FromTicks(Random.Shared.NextInt64(longest / 2, longest)), clock, ct);
    }
}
