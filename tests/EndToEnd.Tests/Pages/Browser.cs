using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A headless Chromium, driven by its DevTools protocol. Waits are for events, with a bound.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", "about:blank",
    ];

    /// <summary>A call outside of any tab names no session.</summary>
    private static readonly JsonSerializerOptions Terse = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Process process;
    private readonly string profile;
    private readonly ClientWebSocket socket = new();
    private int calls;

    private Browser(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What the browser told of the page that is open, oldest first: <c>method</c> and <c>params</c>.</summary>
    public List<JsonNode> Events { get; } = [];

    public static async Task<Browser> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("etlmesh-browser-").FullName;
        var start = new ProcessStartInfo(Find(), [.. Flags, $"--user-data-dir={profile}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) =>
        {
            const string said = "DevTools listening on ";
            if (line.Data is null)
                listening.TrySetException(new InvalidOperationException("Starting Chromium: it ended before it listened. Run it by hand to see why."));
            else if (line.Data.StartsWith(said, StringComparison.Ordinal))
                listening.TrySetResult(line.Data[said.Length..]);
        };
        process.OutputDataReceived += (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Browser(process, profile);
        try
        {
            await browser.socket.ConnectAsync(new Uri(await listening.Task.WaitAsync(Bound)), CancellationToken.None).WaitAsync(Bound);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a new tab.</summary>
    /// <returns>The session by which it is called.</returns>
    public async Task<string> OpenTabAsync()
    {
        var target = await CallAsync("Target.createTarget", new { url = "about:blank" });
        var attached = await CallAsync("Target.attachToTarget", new { targetId = target["targetId"]!.GetValue<string>(), flatten = true });
        return attached["sessionId"]!.GetValue<string>();
    }

    public async Task<JsonNode> CallAsync(string method, object? parameters = null, string? session = null)
    {
        var id = ++calls;
        var call = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { }, sessionId = session }, Terse);
        await socket.SendAsync(call, WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var message = await ReadAsync();
            if (message["id"]?.GetValue<int>() != id)
                Events.Add(message);
            else
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]}");
        }
    }

    /// <summary>Waits until the browser has told this event; it may have done so already.</summary>
    public async Task EventAsync(string method)
    {
        while (!Events.Exists(told => told["method"]?.GetValue<string>() == method))
            Events.Add(await ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Bound);
        process.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    private static string Find() =>
        (from name in new[] { "chromium", "chromium-browser" }
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Starting Chromium: neither chromium nor chromium-browser is on PATH. Install it: sudo apt-get install chromium (or: ./etlmesh test --install).");

    private async Task<JsonNode> ReadAsync()
    {
        using var message = new MemoryStream();
        var part = new byte[64 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(part, CancellationToken.None).WaitAsync(Bound);
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
