using System.Net.Sockets;
using System.Security.Authentication;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse;

/// <summary>Failures of a server and of the way to it, in the house's two kinds.</summary>
internal static class ServerFailure
{
    /// <param name="doing">What was being done and to what: "building model a".</param>
    /// <param name="e">What was thrown.</param>
    /// <param name="statement">What ran last.</param>
    /// <param name="isPassing">Whether the server may do it another time.</param>
    /// <returns>The failure by its kind; null when it is neither.</returns>
    public static Exception? Named(string doing, Exception e, Statement? statement, Func<PostgresException, bool> isPassing) => e switch
    {
        PostgresException server when isPassing(server) => Passing(doing, Words(server, null), e),
        PostgresException server => new TerminalEtlException($"{Capital(doing)}: {Words(server, statement)}", e),
        NpgsqlException { InnerException: AuthenticationException } => new TerminalEtlException($"{Capital(doing)}: {e.Message} {e.InnerException.Message} Correct the connection's SSL settings.", e),
        NpgsqlException or SocketException or IOException or TimeoutException => Passing(doing, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, e),
        _ => null,
    };

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
