using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>How a warehouse is reached: an Npgsql connection string, or <c>postgres://user:password@host:port/database?sslmode=require</c>.</summary>
internal static class PostgresAddress
{
    /// <summary>Waits for locks end before anybody gives up on the statement; a stalled process lets go of what it holds.</summary>
    private const string Settings =
        "-c statement_timeout=0 -c lock_timeout=60000 -c idle_in_transaction_session_timeout=300000 -c client_min_messages=warning "
        + "-c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1 -c bytea_output=hex -c standard_conforming_strings=on";

    // libpq's words where they differ from Npgsql's.
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["channel_binding"] = "Channel Binding",
        ["dbname"] = "Database",
        ["user"] = "Username",
    };

    /// <exception cref="TerminalEtlException">The text is neither; the message never holds the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        var builder = connection.StartsWith("postgres://", StringComparison.Ordinal) || connection.StartsWith("postgresql://", StringComparison.Ordinal)
            ? OfUrl(connection)
            : OfText(connection);
        builder.ApplicationName ??= "etlmesh";
        builder.CommandTimeout = 0;
        builder.Timezone = "UTC";
        builder.Options = $"{builder.Options} {Settings}".Trim();
        // A server that is gone without a word must not hold a run for hours.
        builder.TcpKeepAlive = true;
        builder.IncludeErrorDetail = true;
        return builder;
    }

    private static NpgsqlConnectionStringBuilder OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw Wrong("it is not a URL of the form postgres://user:password@host:port/database");
        var (user, password) = url.UserInfo.Split(':', 2) is [var name, .. var rest] ? (name, rest.FirstOrDefault()) : ("", null);
        var builder = new NpgsqlConnectionStringBuilder();
        if (url.Host.Length > 0)
            builder.Host = Uri.UnescapeDataString(url.Host.Trim('[', ']'));
        if (url.Port > 0)
            builder.Port = url.Port;
        if (user.Length > 0)
            builder.Username = Uri.UnescapeDataString(user);
        if (password is not null)
            builder.Password = Uri.UnescapeDataString(password);
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
            builder.Database = Uri.UnescapeDataString(database);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Add(builder, pair.Split('=', 2));
        return builder.Host is null ? throw Wrong("it names no host") : builder;
    }

    private static void Add(NpgsqlConnectionStringBuilder builder, string[] pair)
    {
        var name = Uri.UnescapeDataString(pair[0]);
        var value = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        try
        {
            builder[Words.GetValueOrDefault(name, name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Wrong($"its option `{name}` is not known, or does not take that value");
        }
    }

    private static NpgsqlConnectionStringBuilder OfText(string connection)
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

    private static TerminalEtlException Wrong(string what) =>
        new($"Reading the warehouse's address: {what}. Correct `warehouse:` in the pipeline file, or the variable that it names.");
}
