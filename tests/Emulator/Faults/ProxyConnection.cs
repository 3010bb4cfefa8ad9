using System.Net.Sockets;
using System.Text;

namespace EtlMesh.Emulator;

/// <summary>A caller's connection: one call, then it ends.</summary>
internal sealed class ProxyConnection(FaultProxy proxy, Socket client, Uri service)
{
    private const int BufferSize = 64 * 1024;

    public async Task RunAsync(CancellationToken ct)
    {
        using (client)
        {
            try
            {
                await using var caller = new BufferedStream(new NetworkStream(client), BufferSize);
                if (await HttpHead.ReadAsync(caller, ct) is { } request)
                    await RelayAsync(request, caller, ct);
                // What the caller has not read yet is not lost: only a reset throws it away.
                client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is ProxyBreakException or IOException or SocketException or OperationCanceledException)
            {
                client.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private async Task RelayAsync(HttpHead request, Stream caller, CancellationToken ct)
    {
        var words = request.FirstLine.Split(' ');
        var (rule, fault) = proxy.Note(new ProxiedCall(words[0], words[1], request.Headers));
        if (request.Says("Expect", "100-continue"))
        {
            await caller.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), ct);
            await caller.FlushAsync(ct);
        }

        var length = request.ContentLength ?? 0;
        switch (fault)
        {
            case ProxyFault.BreakRequest(var after):
                await new ProxyBody(Math.Min(after, length)).CopyAsync(caller, Stream.Null, ct);
                rule!.Happens();
                throw new ProxyBreakException();
            case ProxyFault.Answer answer:
                await new ProxyBody(length).CopyAsync(caller, Stream.Null, ct);
                await AnswerAsync(caller, answer, ct);
                rule!.Happens();
                return;
        }

        using var upstream = new TcpClient();
        await upstream.ConnectAsync(service.Host, service.Port, ct);
        await using var server = new BufferedStream(upstream.GetStream(), BufferSize);
        await request.WriteAsync(server, ct);
        await new ProxyBody(length, rule, fault as ProxyFault.FlipRequest).CopyAsync(caller, server, ct);
        await server.FlushAsync(ct);

        var response = await HttpHead.ReadAsync(server, ct) ?? throw new IOException("the service ended the connection");
        if (fault is ProxyFault.LoseAnswer)
        {
            rule!.Happens();
            throw new ProxyBreakException();
        }

        await response.WriteAsync(caller, ct);
        var answered = words[0] == "HEAD" ? 0 : response.ContentLength ?? long.MaxValue;
        await new ProxyBody(answered, rule, fault is ProxyFault.FlipRequest ? null : fault).CopyAsync(server, caller, ct);
    }

    private static async Task AnswerAsync(Stream caller, ProxyFault.Answer answer, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        var head = $"HTTP/1.1 {answer.Status} Fault\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await caller.WriteAsync(Encoding.Latin1.GetBytes(head), ct);
        await caller.WriteAsync(body, ct);
        await caller.FlushAsync(ct);
    }
}
