using System.Diagnostics;
using Npgsql;

namespace EtlMesh.Servers;

/// <summary>A PostgreSQL of the tests' own: one a test process, in a folder that vanishes, reached by a socket in it. It ends with the process, however that ends.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Ready = "database system is ready to accept connections";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly int? port;
    private Process process;
    private int databases;

    private PostgresServer(string folder, int? port, Process process) => (this.folder, this.port, this.process) = (folder, port, process);

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="port">A port of the loopback interface, for processes that need one; by its socket alone when left out.</param>
    public static async Task<PostgresServer> StartAsync(int? port = null)
    {
        var binaries = Binaries();
        var folder = Directory.CreateTempSubdirectory("etlmesh-pg-").FullName;
        var asRoot = Environment.UserName == "root";
        if (asRoot)
            await RunAsync("chown", "postgres", folder); // the server refuses to run as root
        var data = Path.Combine(folder, "data");
        await RunAsync("sh", "-c", $"{As(asRoot)}{binaries}/initdb -D {data} -U postgres -A trust -E UTF8 --no-locale --no-sync >/dev/null");
        return new PostgresServer(folder, port, await LaunchAsync(folder, port));
    }

    /// <summary>Takes the server away, with the connections to it.</summary>
    public async Task StopAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.Dispose();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Ends the server as a crash does: nothing is committed or closed in good order any more.</summary>
    public async Task CrashAsync()
    {
        await RunAsync("kill", "-QUIT", ServerId());
        await StopAsync();
    }

    /// <summary>Holds every process of the server: connections stay open, and nobody answers.</summary>
    public Task FreezeAsync() => RunAsync("sh", "-c", $"kill -STOP {ServerId()} $(pgrep -P {ServerId()})");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => RunAsync("sh", "-c", $"kill -CONT {ServerId()} $(pgrep -P {ServerId()})");

    /// <summary>The server is back after <see cref="StopAsync"/> or <see cref="CrashAsync"/>, with what it had.</summary>
    public async Task ReturnAsync() => process = await LaunchAsync(folder, port);

    private string ServerId() => File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First();

    private static async Task<Process> LaunchAsync(string folder, int? port)
    {
        var network = port is { } number ? $"-c listen_addresses=127.0.0.1 -p {number}" : "-c listen_addresses=''";
        var (binaries, data, asRoot) = (Binaries(), Path.Combine(folder, "data"), Environment.UserName == "root");
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        // The shell's input closes when the tests' process is gone: then the server is stopped.
        start.ArgumentList.Add($"{As(asRoot)}{binaries}/postgres -D {data} -k {folder} {network} -c fsync=off -c max_connections=500 <&- & server=$!; read _; kill -INT $server; wait $server");
        var process = new Process { StartInfo = start };
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
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"PostgreSQL did not start:\n{string.Join('\n', log)}"));
        process.Start();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Bound);
        return process;
    }

    /// <summary>A new empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(To("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return To(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string To(string database) => $"{(port is { } number ? $"Host=127.0.0.1;Port={number}" : $"Host={folder}")};Username=postgres;Database={database};Maximum Pool Size=20";

    private static string As(bool root) => root ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";

    private static string Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderBy(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)).Select(path => Path.Combine(path, "bin")).Last()
            : throw new InvalidOperationException("PostgreSQL is not installed: /usr/lib/postgresql is missing. Debian: apt-get install postgresql");

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(program, arguments);
        await run.WaitForExitAsync().WaitAsync(Bound);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}.");
    }
}
