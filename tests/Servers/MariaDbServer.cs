using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Servers;

/// <summary>A MariaDB of the tests' own on a port of the loopback interface, with TLS by a CA of its own, in a folder that vanishes. It ends with the process, however that ends.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    /// <summary>May do everything.</summary>
    public const string Root = "admin";

    /// <summary>What is special in it is what URLs and SQL trip over.</summary>
    public const string Password = "p@ss/w:rd'\\%?#";

    private const string Ready = "ready for connections";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly string folder;
    private Process process;
    private bool running = true;
    private int databases;

    private MariaDbServer(string folder, int port, Process process) => (this.folder, Port, this.process) = (folder, port, process);

    public int Port { get; }

    /// <summary>The CA that signed the server's certificate, which is made out to <c>localhost</c> alone.</summary>
    public string CaFile => Path.Combine(folder, "ca.pem");

    /// <summary>A CA that did not.</summary>
    public string OtherCaFile => Path.Combine(folder, "other-ca.pem");

    /// <summary>The folder of a database's files.</summary>
    public string FolderOf(string database) => Path.Combine(folder, "data", database);

    /// <param name="options">Further options of the server.</param>
    public static async Task<MariaDbServer> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("etlmesh-maria-").FullName;
        ServerCertificate.Write(folder, "localhost");
        await File.WriteAllLinesAsync(Path.Combine(folder, "init.sql"),
        [
            $"CREATE OR REPLACE USER {Root}@'%' IDENTIFIED BY '{Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}';",
            $"GRANT ALL ON *.* TO {Root}@'%' WITH GRANT OPTION;",
        ]);
        await File.WriteAllLinesAsync(Path.Combine(folder, "options"), options);
        if (IsRoot)
            await RunAsync("chown", "-R", "mysql", folder); // the server refuses to run as root
        await RunAsync("sh", "-c", $"mariadb-install-db --no-defaults --datadir={folder}/data {AsUser} --auth-root-authentication-method=normal --skip-test-db >/dev/null 2>{folder}/install.log || {{ cat {folder}/install.log >&2; exit 1; }}");
        var port = FreePort();
        return new MariaDbServer(folder, port, await LaunchAsync(folder, port));
    }

    /// <summary>A URL of a database.</summary>
    /// <param name="host"><c>127.0.0.1</c>, or <c>localhost</c> where the certificate's name counts.</param>
    /// <param name="options">Such as <c>ssl-mode=disabled</c>.</param>
    public string Url(string database, string user = Root, string password = Password, string host = "127.0.0.1", string options = "ssl-mode=disabled") =>
        $"mysql://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{host}:{Port}/{Uri.EscapeDataString(database)}?{options}";

    /// <summary>A new empty database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} CHARACTER SET utf8mb4", "mysql");
        return name;
    }

    /// <summary>Runs statements by the <c>mariadb</c> client.</summary>
    /// <returns>What it writes: rows of tabs and newlines, without headers; nothing is escaped.</returns>
    public async Task<string> ExecuteAsync(string statements, string database)
    {
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(statements));
        return await ExecuteAsync(input, database);
    }

    /// <summary>As above, of a file or of bytes.</summary>
    public async Task<string> ExecuteAsync(Stream statements, string database)
    {
        var start = new ProcessStartInfo("mariadb") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MYSQL_PWD"] = Password;
        foreach (var argument in (string[])["--no-defaults", "--protocol=tcp", "-h127.0.0.1", $"-P{Port}", $"-u{Root}", "--binary-mode", "--batch", "--raw", "-N", "--default-character-set=utf8mb4", "--max-allowed-packet=1G", database])
            start.ArgumentList.Add(argument);
        using var client = Process.Start(start)!;
        var (output, errors) = (client.StandardOutput.ReadToEndAsync(), client.StandardError.ReadToEndAsync());
        try
        {
            await statements.CopyToAsync(client.StandardInput.BaseStream);
            client.StandardInput.Close();
        }
        catch (IOException)
        {
            // it has ended; it says why
        }

        await client.WaitForExitAsync().WaitAsync(Bound);
        return client.ExitCode == 0 ? await output : throw new InvalidOperationException($"mariadb ended with {client.ExitCode}: {await errors}");
    }

    /// <summary>Takes the server away at once, as a crash does.</summary>
    public async Task CrashAsync()
    {
        await RunAsync("kill", "-KILL", (await File.ReadAllTextAsync(Path.Combine(folder, "data", "server.pid"))).Trim());
        await EndAsync();
    }

    /// <summary>The server is back after <see cref="CrashAsync"/>, with what it had.</summary>
    public async Task ReturnAsync() => (process, running) = (await LaunchAsync(folder, Port), true);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string AsUser => IsRoot ? "--user=mysql" : "";

    private async Task EndAsync()
    {
        if (!running)
            return;
        running = false;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.Dispose();
    }

    private static async Task<Process> LaunchAsync(string folder, int port)
    {
        var options = string.Join(' ', await File.ReadAllLinesAsync(Path.Combine(folder, "options")));
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        // The shell's input closes when the tests' process is gone: then the server is stopped.
        start.ArgumentList.Add(
            $"PATH=$PATH:/usr/sbin; mariadbd --no-defaults {AsUser} --datadir={folder}/data --pid-file={folder}/data/server.pid --socket={folder}/server.sock --bind-address=127.0.0.1 --port={port} --skip-name-resolve "
            + $"--init-file={folder}/init.sql --ssl-ca={folder}/ca.pem --ssl-cert={folder}/server.pem --ssl-key={folder}/server.key --character-set-server=utf8mb4 --max-allowed-packet=1G --innodb-log-file-size=256M "
            + $"--innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --max-connections=200 {options} <&- & server=$!; read _; kill -TERM $server 2>/dev/null; wait $server");
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new Queue<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lock (log)
                log.Enqueue(line.Data);
            if (line.Data.Contains(Ready, StringComparison.Ordinal))
                ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"MariaDB did not start:\n{string.Join('\n', log)}"));
        process.Start();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Bound);
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(program, arguments);
        await run.WaitForExitAsync().WaitAsync(Bound);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}. Is MariaDB installed? Debian: apt-get install mariadb-server");
    }
}
