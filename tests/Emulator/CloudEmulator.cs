using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Emulator;

/// <summary>SQS, SNS and S3 on this machine, in memory, on a free port; gone when disposed.</summary>
/// <remarks>Signatures are not checked. It needs node, and once <c>npm ci</c> in its folder.</remarks>
public sealed class CloudEmulator : IAsyncDisposable
{
    private readonly Process process;

    private CloudEmulator(Process process, Uri url) => (this.process, Url) = (process, url);

    /// <summary>The address of all services.</summary>
    public Uri Url { get; }

    public static async Task<CloudEmulator> StartAsync()
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "fauxqs")))
            throw new InvalidOperationException($"The emulator is not installed. Install it with: npm ci --prefix {folder}");

        var process = Process.Start(new ProcessStartInfo("node", "start.js")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("node did not start");
        var port = await process.StandardOutput.ReadLineAsync();
        if (!int.TryParse(port, CultureInfo.InvariantCulture, out var number))
            throw new InvalidOperationException("The emulator ended before it told its port; its error is above.");
        return new CloudEmulator(process, new Uri($"http://127.0.0.1:{number}/"));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above this program"), "tests", "Emulator");
    }
}
