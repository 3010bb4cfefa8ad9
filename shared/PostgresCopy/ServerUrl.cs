using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.PostgresCopy;

/// <summary>Reads <c>scheme://user:password@host:port/database?option=value</c>.</summary>
public static class ServerUrl
{
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

    /// <param name="text">The URL.</param>
    /// <param name="own">Takes options, by name and value, that are not the connection's; false for those that are.</param>
    /// <param name="wrong">The error for what is wrong.</param>
    /// <exception cref="TerminalEtlException">It is none; what is told never holds the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text, Func<string, string, bool> own, Func<string, TerminalEtlException> wrong)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw wrong($"it is not a URL of the form {text[..text.IndexOf(':', StringComparison.Ordinal)]}://user:password@host:port/database");
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
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            var (option, value) = (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));
            if (!own(option, value))
                Add(builder, option, value, wrong);
        }

        return builder.Host is null ? throw wrong("it names no host") : builder;
    }

    private static void Add(NpgsqlConnectionStringBuilder builder, string name, string value, Func<string, TerminalEtlException> wrong)
    {
        try
        {
            builder[Words.GetValueOrDefault(name, name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw wrong($"its option `{name}` is not known, or does not take that value");
        }
    }
}
