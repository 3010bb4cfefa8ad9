using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace EtlMesh.Notifier.Tests.Channels;

/// <summary>An HTTP server on this machine that answers as it is told and keeps what it got.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener = new();

    /// <summary>Of each request: its path, its key, and its body.</summary>
    public ConcurrentQueue<(string Path, string? Key, JsonElement Body)> Received { get; } = [];

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}/";

    public static Receiver Start()
    {
        var receiver = new Receiver();
        receiver.listener.Prefixes.Add(receiver.Url);
        receiver.listener.Start();
        _ = receiver.ServeAsync();
        return receiver;
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                Received.Enqueue((context.Request.Url!.AbsolutePath, context.Request.Headers["Idempotency-Key"], body.RootElement.Clone()));
                context.Response.StatusCode = (int)Answer;
                if (Answer == HttpStatusCode.Redirect)
                    context.Response.RedirectLocation = Url;
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
        }
    }
}
