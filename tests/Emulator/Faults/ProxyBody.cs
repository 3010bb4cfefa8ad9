namespace EtlMesh.Emulator;

/// <summary>A body on its way, and the fault that waits for one of its bytes.</summary>
internal sealed class ProxyBody(long length, ProxyRule? rule = null, ProxyFault? fault = null)
{
    private const int BufferSize = 64 * 1024;

    private readonly long _place = fault switch
    {
        ProxyFault.BreakAnswer(var after) => after,
        ProxyFault.StallAnswer(var after) => after,
        ProxyFault.FlipRequest(var at) => at,
        ProxyFault.FlipAnswer(var at) => at,
        _ => long.MaxValue,
    };

    /// <summary>Copies so many bytes, or all until the end.</summary>
    public async Task CopyAsync(Stream from, Stream to, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        for (long done = 0; done < length;)
        {
            // The byte of the fault comes alone.
            var most = done < _place ? _place - done : done == _place ? 1 : long.MaxValue;
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Math.Min(most, length - done), BufferSize)), ct);
            if (read == 0)
                break;
            if (done == _place)
                await HappenAsync(buffer, to, ct);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            done += read;
        }

        await to.FlushAsync(ct);
    }

    private async Task HappenAsync(byte[] buffer, Stream to, CancellationToken ct)
    {
        await to.FlushAsync(ct);
        rule!.Happens();
        switch (fault)
        {
            case ProxyFault.FlipRequest or ProxyFault.FlipAnswer:
                buffer[0] ^= 1;
                break;
            case ProxyFault.StallAnswer:
                // The caller's end closes the stream: it says nothing more, so a read waits for that.
                await to.CopyToAsync(Stream.Null, ct);
                throw new ProxyBreakException();
            default:
                throw new ProxyBreakException();
        }
    }
}
