using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>How a cluster or a workgroup is reached: <c>redshift://user:password@host:5439/database?iam_role=arn:aws:iam::…</c>.</summary>
/// <param name="Connection">Without what belongs to COPY.</param>
/// <param name="Role">What COPY reads the bucket with: an ARN, several parted by commas (a chain), or <c>default</c>.</param>
internal sealed partial record RedshiftAddress(NpgsqlConnectionStringBuilder Connection, string Role)
{
    private const int Port = 5439;

    /// <exception cref="TerminalEtlException">It is none; the message never holds the password.</exception>
    public static RedshiftAddress Parse(string text)
    {
        var (role, secured) = ("default", false);
        var builder = ServerUrl.Parse(text, (option, value) =>
        {
            secured |= option.Replace(" ", "", StringComparison.Ordinal).Equals("sslmode", StringComparison.OrdinalIgnoreCase);
            if (option != "iam_role")
                return false;
            role = Roles().IsMatch(value) ? value : throw Wrong("its option `iam_role` is no ARN of a role, as arn:aws:iam::123456789012:role/etl, nor `default`");
            return true;
        }, Wrong);
        if (!text.Contains($":{builder.Port}/", StringComparison.Ordinal))
            builder.Port = Port;
        if (!secured)
            builder.SslMode = SslMode.Require;
        builder["Server Compatibility Mode"] = "Redshift";
        builder.ApplicationName ??= "etlmesh";
        builder.CommandTimeout = 0;
        builder.TcpKeepAlive = true;
        builder.IncludeErrorDetail = true;
        return new RedshiftAddress(builder, role);
    }

    private static TerminalEtlException Wrong(string what) =>
        new($"Reading the warehouse's address: {what}. Correct `warehouse:` in the pipeline file, or the variable that it names.");

    [GeneratedRegex(@"^(default|arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+(,arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=.@/-]+)*)$", RegexOptions.None, 1000)]
    private static partial Regex Roles();
}
