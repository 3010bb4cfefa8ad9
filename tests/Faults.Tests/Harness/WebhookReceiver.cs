using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Faults.Tests;

/// <summary>Somebody who is notified, and keeps by which keys.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly List<(string Key, string Body)> received = [];
    private readonly Task serving;

    public WebhookReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Takes everything; with a number after it, answers that.</summary>
    public string Url { get; }

    /// <summary>The deduplication keys of what was sent of a pipeline, in order.</summary>
    public IReadOnlyList<string> Keys(string pipeline)
    {
        lock (received)
            return [.. received.Where(post => post.Body.Contains($"\"{pipeline}\"", StringComparison.Ordinal)).Select(post => post.Key)];
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream);
                var text = await body.ReadToEndAsync();
                lock (received)
                    received.Add((context.Request.Headers["Idempotency-Key"] ?? "", text));
                if (int.TryParse(context.Request.Url!.Segments[^1], CultureInfo.InvariantCulture, out var status))
                    context.Response.StatusCode = status;
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }
}
