using Npgsql;

namespace EtlMesh.Orchestrator;

/// <summary>What an orchestrator's host says of it: the settings below <c>Orchestrator:</c>.</summary>
public sealed class OrchestratorOptions
{
    public const string Section = "Orchestrator";

    private const int ShortestToken = 16;

    /// <summary>Where sagas, outbox and catalog are, in Npgsql's words.</summary>
    public string Database { get; set; } = "";

    /// <summary>What callers of the operations API show; while it is empty every call is refused. At least 16 characters without blanks.</summary>
    public string Token { get; set; } = "";

    /// <summary>The services' base addresses by their names, for the status.</summary>
    public Dictionary<string, string> Services { get; set; } = [];

    /// <summary>What is wrong, each named by its setting; no value is repeated, as it may be a secret.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Database))
            yield return $"{Section}:Database is not set: write the connection string of the orchestrator's PostgreSQL, such as `Host=…;Database=…;Username=…`.";
        else if (!IsConnectionString(Database))
            yield return $"{Section}:Database is no connection string of Npgsql: write `Host=…;Database=…;Username=…`.";
        if (Token.Length > 0 && (Token.Length < ShortestToken || Token.Any(sign => sign is <= ' ' or > '~')))
            yield return $"{Section}:Token is shorter than {ShortestToken} characters, or holds others than visible ASCII: generate one, or leave it empty to close the operations API.";
        foreach (var (name, url) in Services.OrderBy(service => service.Key, StringComparer.Ordinal))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                yield return $"{Section}:Services:{name} is no address: write `http://host:port`.";
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
