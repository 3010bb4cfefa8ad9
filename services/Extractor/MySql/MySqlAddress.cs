using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>How a server is reached: <c>mysql://user:password@host:port/database?ssl-mode=verify-ca&amp;ssl-ca=ca.pem</c>, each part percent-encoded. It holds the password: only its text may be shown.</summary>
internal sealed record MySqlAddress
{
    private const int UsualPort = 3306;

    public required string Host { get; init; }

    public int Port { get; init; } = UsualPort;

    public required string User { get; init; }

    public string? Password { get; init; }

    public required string Database { get; init; }

    public SslMode SslMode { get; init; } = SslMode.Preferred;

    /// <summary>Absolute path of a PEM file; null for the system's certificates.</summary>
    public string? SslCa { get; init; }

    /// <param name="text">The address.</param>
    /// <param name="folder">Where a relative <c>ssl-ca</c> begins: the pipeline's folder.</param>
    /// <exception cref="TerminalEtlException">It is no address of MySQL; the message holds no secret.</exception>
    public static MySqlAddress Parse(string text, string folder)
    {
        // A slash or an at sign in a password would end it in another place for each reader.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "mysql" || url.Host.Length == 0 || url.Fragment.Length > 0)
            throw Wrong("it is not of the form mysql://user:password@host:port/database; percent-encode what is special in user and password (@ is %40, / is %2F, # is %23)");
        var database = Decoded(url.AbsolutePath.TrimStart('/'));
        if (database.Length == 0 || database.Contains('/', StringComparison.Ordinal))
            throw Wrong("it names no database, as in mysql://user@host/database");
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length == 0)
            throw Wrong("it names no user, as in mysql://user@host/database");

        var address = new MySqlAddress
        {
            Host = url.Host.Trim('[', ']'),
            Port = url.Port > 0 ? url.Port : UsualPort,
            User = Decoded(user[0]),
            Password = user.Length > 1 ? Decoded(user[1]) : null,
            Database = database,
        };
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            address = address.With(Decoded(option.Split('=', 2)[0]), Decoded(option.Split('=', 2).ElementAtOrDefault(1) ?? ""), folder);
        return address.SslMode is SslMode.VerifyCa && address.SslCa is null
            ? throw Wrong("`ssl-mode=verify-ca` needs `ssl-ca`, the file of the certificates that are trusted")
            : address;
    }

    /// <summary>Without user and password.</summary>
    public override string ToString() => $"mysql://{Host}:{Port}/{Database}";

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    private MySqlAddress With(string name, string value, string folder) => name switch
    {
        "ssl-mode" => this with
        {
            SslMode = value switch
            {
                "disabled" => SslMode.Disabled,
                "preferred" => SslMode.Preferred,
                "required" => SslMode.Required,
                "verify-ca" => SslMode.VerifyCa,
                "verify-identity" => SslMode.VerifyIdentity,
                _ => throw Wrong("its `ssl-mode` is none of disabled, preferred, required, verify-ca, verify-identity"),
            },
        },
        "ssl-ca" when value.Length > 0 => this with { SslCa = Path.GetFullPath(value, Path.GetFullPath(folder)) },
        _ => throw Wrong($"its option `{name}` is not known, or has no value; there are ssl-mode and ssl-ca"),
    };

    private static TerminalEtlException Wrong(string what) =>
        new($"Reading a source's address: {what}. Correct the source's `connection:` in the pipeline file, or the variable that it names.");
}
