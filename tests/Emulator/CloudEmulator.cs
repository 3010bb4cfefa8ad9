using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Emulator;

/// <summary>SQS, SNS and S3 on this machine, on a free port; the process is gone when disposed.</summary>
/// <remarks>Signatures are not checked. It needs <c>npm ci</c> once in deploy/emulator.</remarks>
public sealed class CloudEmulator : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly string? _data;
    private Process _process;

    private CloudEmulator(Process process, int port, string? data) =>
        (_process, _data, Url) = (process, data, new Uri($"http://127.0.0.1:{port}/"));

    /// <summary>The address of all services; the same after a restart.</summary>
    public Uri Url { get; }

    /// <param name="durable">Queues, messages and objects live in a folder and survive a kill; otherwise they are in memory.</param>
    public static async Task<CloudEmulator> StartAsync(bool durable = false)
    {
        var data = durable ? Directory.CreateTempSubdirectory("etlmesh-cloud-").FullName : null;
        var (process, port) = await RunAsync(port: 0, data);
        return new CloudEmulator(process, port, data);
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does; open connections break and new ones are refused.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Bound);
    }

    /// <summary>Starts it again after a kill: the same port and, if it is durable, the same data.</summary>
    public async Task RestartAsync()
    {
        if (!_process.HasExited)
            throw new InvalidOperationException("The emulator is running: kill it first.");
        _process.Dispose();
        (_process, _) = await RunAsync(Url.Port, _data);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Bound);
        _process.Dispose();
        if (_data is not null)
            Directory.Delete(_data, recursive: true);
    }

    private static async Task<(Process Process, int Port)> RunAsync(int port, string? data)
    {
        var folder = Folder();
        var node = Path.Combine(folder, "node_modules", ".bin", "node");
        if (!File.Exists(node))
            throw new InvalidOperationException($"The emulator is not installed. Install it with: npm ci --prefix {folder}");

        var start = new ProcessStartInfo(node, ["start.js", "--port", port.ToString(CultureInfo.InvariantCulture), .. data is null ? Array.Empty<string>() : ["--data", data]])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        var told = await process.StandardOutput.ReadLineAsync().WaitAsync(Bound);
        return int.TryParse(told, CultureInfo.InvariantCulture, out var number)
            ? (process, number)
            : throw new InvalidOperationException("The emulator ended before it told its port; its error is above.");
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above this program"), "deploy", "emulator");
    }
}
