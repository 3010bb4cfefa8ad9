using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>A parsed address of a source or a warehouse, after its environment references were resolved: it may hold secrets, so it is never printed.</summary>
public sealed partial class ConnectionAddress
{
    private static readonly (string Prefix, ConnectionKind Kind, bool KeepsPrefix)[] Schemes =
    [
        ("files:", ConnectionKind.Files, false),
        ("mysqldump:", ConnectionKind.MySqlDump, false),
        ("duckdb:", ConnectionKind.DuckDb, false),
        ("mysql://", ConnectionKind.MySql, true),
        ("postgres://", ConnectionKind.Postgres, true),
        ("https://", ConnectionKind.Https, true),
        ("s3://", ConnectionKind.S3, true),
        ("redshift://", ConnectionKind.Redshift, true),
    ];

    /// <summary>Without encryption only to this machine.</summary>
    private const string Loopback = @"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?(/|$)";

    private ConnectionAddress(ConnectionKind kind, string target) => (Kind, Target) = (kind, target);

    public ConnectionKind Kind { get; }

    /// <summary>Files, dumps and DuckDB: the path (empty for plain <c>duckdb</c>); the whole URL otherwise.</summary>
    public string Target { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="Contracts.TerminalEtlException">Unknown scheme. The message names the scheme, nothing behind it.</exception>
    public static ConnectionAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new Contracts.TerminalEtlException(
                $"Reading a connection: {Describe(text)} is none of {string.Join(", ", Schemes.Select(s => s.Prefix))} or duckdb; correct the connection in the pipeline file, or the environment variable that it names.");

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConnectionAddress? address)
    {
        address = text == "duckdb" ? new ConnectionAddress(ConnectionKind.DuckDb, "") : null;
        foreach (var (prefix, kind, keepsPrefix) in Schemes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length)
            {
                address = new ConnectionAddress(kind, keepsPrefix ? text : text[prefix.Length..]);
            }
        }

        if (LoopbackPattern().IsMatch(text))
        {
            address = new ConnectionAddress(ConnectionKind.Https, text);
        }

        return address is not null;
    }

    /// <summary>An ECMA regular expression of the addresses of some kinds.</summary>
    internal static string Pattern(IReadOnlyCollection<ConnectionKind> kinds)
    {
        var prefixes = string.Join('|', Schemes.Where(s => kinds.Contains(s.Kind)).Select(s => s.Prefix));
        var loopback = kinds.Contains(ConnectionKind.Https) ? $"|^{Loopback}" : "";
        return kinds.Contains(ConnectionKind.DuckDb) ? $"^duckdb$|^({prefixes})." : $"^({prefixes}).{loopback}";
    }

    /// <summary>The path of files, a dump or a DuckDB file; relative ones lie below the pipeline's own folder.</summary>
    /// <param name="folder">The pipeline's folder as it was when its bundle was made.</param>
    /// <returns>An absolute path.</returns>
    public string PathFrom(string folder) => Path.GetFullPath(Target, Path.GetFullPath(folder));

    /// <summary>The kind only: addresses hold passwords.</summary>
    public override string ToString() => Kind.ToString();

    private static string Describe(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon is > 0 and <= 16 ? text[..colon] : "";
        return scheme.Length > 0 && scheme.All(char.IsAsciiLetterOrDigit) ? $"the scheme `{scheme}:`" : "an address without a scheme";
    }

    [GeneratedRegex("^" + Loopback, RegexOptions.CultureInvariant)]
    private static partial Regex LoopbackPattern();
}
