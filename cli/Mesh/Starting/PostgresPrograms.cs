using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>The programs of PostgreSQL on this machine, and as whom they run: the server refuses to run as root.</summary>
/// <param name="Folder">Of <c>initdb</c> and <c>postgres</c>; absolute.</param>
public sealed record PostgresPrograms(string Folder)
{
    /// <summary>Who the server is when root starts it; made by Debian's package.</summary>
    public const string User = "postgres";

    private const string Debian = "/usr/lib/postgresql";

    private static bool AsOther => Environment.UserName == "root";

    /// <summary>The newest installed ones; those that made a cluster, if there is one.</summary>
    /// <param name="version">Of the cluster, such as <c>17</c>; null for a new one.</param>
    /// <param name="path">The variable PATH.</param>
    /// <exception cref="UsageException">There are none.</exception>
    public static PostgresPrograms Find(string? version, string? path)
    {
        var installed = Directory.Exists(Debian)
            ? Directory.EnumerateDirectories(Debian).Where(folder => int.TryParse(Path.GetFileName(folder), out _)).OrderBy(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)).Select(folder => Path.Combine(folder, "bin"))
            : (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var usable = installed.Where(folder => File.Exists(Path.Combine(folder, "initdb")) && (version is null || !folder.StartsWith(Debian, StringComparison.Ordinal) || folder == $"{Debian}/{version}/bin")).ToList();
        if (usable.Count > 0)
            return new PostgresPrograms(usable[^1]);
        throw new UsageException(version is null
            ? "PostgreSQL is not installed. Debian: apt-get install postgresql"
            : $"the mesh's database was made by PostgreSQL {version}, which is not installed any more. Debian: apt-get install postgresql-{version}, or begin anew with `etlmesh down --wipe`.");
    }

    /// <summary>The words that run one of the programs.</summary>
    public IReadOnlyList<string> Command(string program, params IEnumerable<string> arguments) =>
        [.. AsUser(), Path.Combine(Folder, program), .. arguments];

    /// <summary>The words before a program by which it runs as the server's user.</summary>
    public static IReadOnlyList<string> AsUser() => AsOther ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups"] : [];
}
