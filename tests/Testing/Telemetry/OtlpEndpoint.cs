using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Testing;

/// <summary>A collector on this machine that keeps what it is sent by http/protobuf.</summary>
public sealed class OtlpEndpoint : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Lock gate = new();
    private readonly List<ReceivedSpan> spans = [];
    private readonly Dictionary<(string Name, string Tags), ReceivedPoint> points = [];
    private readonly List<string> headers = [];
    private readonly Task serving;

    private OtlpEndpoint(string url)
    {
        Url = url;
        listener.Prefixes.Add($"{url}/");
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The base address, for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Url { get; }

    public IReadOnlyList<ReceivedSpan> Spans
    {
        get
        {
            lock (gate)
                return [.. spans];
        }
    }

    /// <summary>The last value of each metric by its attributes.</summary>
    public IReadOnlyList<ReceivedPoint> Points
    {
        get
        {
            lock (gate)
                return [.. points.Values];
        }
    }

    /// <summary>Of each request, its header <c>x-test</c>.</summary>
    public IReadOnlyList<string> Headers
    {
        get
        {
            lock (gate)
                return [.. headers];
        }
    }

    public static OtlpEndpoint Start()
    {
        while (true)
        {
            try
            {
                return new OtlpEndpoint(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
            }
            catch (HttpListenerException)
            {
                // Somebody was faster.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                context.Response.StatusCode = (int)Take(context.Request, body.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }

    private HttpStatusCode Take(HttpListenerRequest request, ReadOnlyMemory<byte> body)
    {
        lock (gate)
        {
            headers.Add(request.Headers["x-test"] ?? "");
            switch (request.Url?.AbsolutePath)
            {
                case "/v1/traces":
                    spans.AddRange(OtlpRequests.Spans(body));
                    return HttpStatusCode.OK;
                case "/v1/metrics":
                    foreach (var point in OtlpRequests.Points(body))
                        points[(point.Name, point.Tags)] = point;
                    return HttpStatusCode.OK;
                default:
                    return HttpStatusCode.NotFound;
            }
        }
    }
}
