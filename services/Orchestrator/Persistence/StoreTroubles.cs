using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace EtlMesh.Orchestrator.Persistence;

/// <summary>What the orchestrator's database may be in for a while, and what is done about it.</summary>
internal static class StoreTroubles
{
    /// <summary>The server is being stopped, has fallen or ends idle sessions: not among what Npgsql takes for passing.</summary>
    private static readonly string[] Ending = [PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown, "57P05"];

    /// <summary>True for what passes by itself: the server is away, starting, full, or another transaction was first.</summary>
    public static bool Pass(Exception failure)
    {
        for (var exception = failure; exception is not null; exception = exception.InnerException)
        {
            if (exception is NpgsqlException { IsTransient: true } or DbUpdateConcurrencyException
                || (exception is PostgresException stopped && Ending.Contains(stopped.SqlState)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// A message for a saga waits for the database in hand, hidden from others, ever longer up to ten seconds and for as long as it takes:
    /// a dead letter would be of no use, as nothing is wrong with the message. A stop of the process gives it back to its queue.
    /// </summary>
    public static void Retry(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(Pass);
        retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200));
    }
}
