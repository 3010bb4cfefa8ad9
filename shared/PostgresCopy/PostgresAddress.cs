using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.PostgresCopy;

/// <summary>How a server is reached: an Npgsql connection string, or <c>postgres://user:password@host:port/database?sslmode=require</c>.</summary>
public sealed class PostgresAddress
{
    /// <summary>Values are written the same way whatever the server, the database or the role was set to.</summary>
    private const string Settings =
        "-c statement_timeout=0 -c client_min_messages=warning -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1 -c bytea_output=hex -c standard_conforming_strings=on";

    private readonly string whose;
    private readonly string remedy;

    private PostgresAddress(string whose, string remedy) => (this.whose, this.remedy) = (whose, remedy);

    /// <param name="connection">The address.</param>
    /// <param name="settings">The server's settings for these connections, as <c>-c name=value</c>, beside those that everybody needs.</param>
    /// <param name="whose">For messages: <c>the warehouse's</c>.</param>
    /// <param name="remedy">What to do about a wrong one.</param>
    /// <returns>A connection string that may still be changed: application name <c>etlmesh</c>, no timeout, UTC.</returns>
    /// <exception cref="TerminalEtlException">The text is neither; the message never holds the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connection, string settings, string whose, string remedy)
    {
        var address = new PostgresAddress(whose, remedy);
        var builder = connection.StartsWith("postgres://", StringComparison.Ordinal) || connection.StartsWith("postgresql://", StringComparison.Ordinal)
            ? ServerUrl.Parse(connection, static (_, _) => false, address.Wrong)
            : address.OfText(connection);
        builder.ApplicationName ??= "etlmesh";
        builder.CommandTimeout = 0;
        builder.Timezone = "UTC";
        builder.Options = $"{builder.Options} {Settings} {settings}".Trim();
        // A server that is gone without a word must not hold a run for hours.
        builder.TcpKeepAlive = true;
        builder.IncludeErrorDetail = true;
        return builder;
    }

    private NpgsqlConnectionStringBuilder OfText(string connection)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection);
            return builder.Host is null ? throw Wrong("it names no host") : builder;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Wrong("it is neither a postgres:// URL nor a connection string");
        }
    }

    private TerminalEtlException Wrong(string what) => new($"Reading {whose} address: {what}. {remedy}");
}
