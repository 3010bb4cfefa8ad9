using System.Net.Sockets;
using System.Security.Authentication;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The server's failures in the house's two kinds.</summary>
internal static class Failures
{
    /// <summary>The process stood still in a transaction, and the server took its locks away.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>The failure by its kind; null when it is none of the server's.</summary>
    /// <param name="doing">What was being done and to what: "building model a".</param>
    /// <param name="e">What was thrown.</param>
    /// <param name="statement">What ran last.</param>
    public static Exception? Named(string doing, Exception e, Statement? statement) => e switch
    {
        PostgresException server when IsPassing(server) => Passing(doing, Words(server, null), e),
        PostgresException server => new TerminalEtlException($"{Capital(doing)}: {Words(server, statement)}", e),
        NpgsqlException { InnerException: AuthenticationException } => new TerminalEtlException($"{Capital(doing)}: {e.Message} {e.InnerException.Message} Correct the connection's SSL settings.", e),
        NpgsqlException or SocketException or IOException or TimeoutException => Passing(doing, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, e),
        _ => null,
    };

    /// <summary>Another transaction was first; nothing was written, and the next try sees what the other did.</summary>
    public static bool IsConflict(PostgresException e) => e.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.InvalidSchemaName
        || (e.SqlState == PostgresErrorCodes.InternalError && e.MessageText.StartsWith("tuple concurrently", StringComparison.Ordinal));

    /// <summary>Somebody else has what is wanted, and kept it for as long as was waited.</summary>
    public static bool IsBusy(PostgresException e) => e.SqlState == PostgresErrorCodes.LockNotAvailable;

    private static bool IsPassing(PostgresException e) =>
        IsBusy(e) || e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ObjectInUse
            or IdleInTransaction or PostgresErrorCodes.IoError
        // Connections, resources (disk, memory, connections), an operator's intervention.
        || e.SqlState[..2] is "08" or "53" or "57"
        || (e.SqlState == PostgresErrorCodes.InternalError && e.MessageText.StartsWith("tuple concurrently", StringComparison.Ordinal));

    private static TransientEtlException Passing(string doing, string what, Exception e) =>
        new($"{Capital(doing)}: {what}\nIt is tried again; if it stays, look at the server: whether it can be reached, its disk, its connections and who holds locks.", e);

    private static string Words(PostgresException e, Statement? statement)
    {
        var where = statement?.LineAt(e.Position) is { } line ? $"\n{line}" : "";
        // Of definitions; other details quote rows, which no message holds.
        var detail = e.SqlState[..2] is "2B" or "42" ? e.Detail : null;
        return $"{e.MessageText} ({e.SqlState}){where}{(detail is null ? "" : $"\n{detail}")}{(e.Hint is { } hint ? $"\n{hint}" : "")}";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
