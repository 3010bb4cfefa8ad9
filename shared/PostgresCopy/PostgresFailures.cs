using System.Net.Sockets;
using System.Security.Authentication;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.PostgresCopy;

/// <summary>A source server's failures in the house's two kinds, by their SQLSTATE.</summary>
public static class PostgresFailures
{
    /// <summary>The failure by its kind; null when it is none of the server's.</summary>
    /// <param name="doing">What was being done and to what: "reading table shop.orders".</param>
    /// <param name="e">What was thrown.</param>
    public static Exception? Named(string doing, Exception e) => e switch
    {
        PostgresException server when IsPassing(server) => Passing(doing, Words(server), e),
        PostgresException server => new TerminalEtlException($"{Capital(doing)}: {Words(server)}", e),
        NpgsqlException { InnerException: AuthenticationException inner } =>
            new TerminalEtlException($"{Capital(doing)}: {e.Message} {inner.Message} Correct the connection's SSL settings.", e),
        NpgsqlException or SocketException or IOException or TimeoutException =>
            Passing(doing, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, e),
        _ => null,
    };

    /// <summary>Connections, resources, an operator's intervention, a replica's conflict with its master: another time it may go well.</summary>
    public static bool IsPassing(PostgresException e) =>
        e.SqlState[..2] is "08" or "53" or "57" or "58"
        || e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse
            or "25P03" or "25P04"; // idle in a transaction, or a transaction, for too long

    private static TransientEtlException Passing(string doing, string what, Exception e) =>
        new($"{Capital(doing)}: {what} It is tried again; if it stays, look at the server: whether it can be reached, its connections, and who ends statements there.", e);

    // Details may quote rows, which no message holds; a hint does not.
    private static string Words(PostgresException e) =>
        $"{e.MessageText} ({e.SqlState}){(e.Hint is { } hint ? $" {hint}" : "")}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
