using System.Diagnostics;
using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.MySqlDump;

/// <summary>The real <c>mariadb-dump</c>.</summary>
internal static class MariaDbDump
{
    /// <param name="server">Where the database is.</param>
    /// <param name="database">Its name.</param>
    /// <param name="options">How it is dumped.</param>
    public static async Task<byte[]> OfAsync(MariaDbServer server, string database, params string[] options)
    {
        var start = new ProcessStartInfo("mariadb-dump") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["MYSQL_PWD"] = MariaDbServer.Password } };
        foreach (var argument in (string[])["--no-defaults", "--protocol=tcp", "-h127.0.0.1", $"-P{server.Port}", $"-u{MariaDbServer.Root}", "--max-allowed-packet=1G", .. options, database])
            start.ArgumentList.Add(argument);
        using var dumper = Process.Start(start)!;
        var errors = dumper.StandardError.ReadToEndAsync();
        using var dump = new MemoryStream();
        await dumper.StandardOutput.BaseStream.CopyToAsync(dump);
        await dumper.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return dumper.ExitCode == 0 ? dump.ToArray() : throw new InvalidOperationException($"mariadb-dump ended with {dumper.ExitCode}: {await errors}");
    }
}
