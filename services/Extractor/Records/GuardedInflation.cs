using System.IO.Compression;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Records;

/// <summary>Inflates a gzip file as a stream and stops where no honest file would have gone: what a small file may become is limited.</summary>
internal sealed class GuardedInflation(FileStream compressed, string file, RecordLimits limits) : Stream
{
    private readonly GZipStream inflating = new(compressed, CompressionMode.Decompress);
    private readonly long most = Math.Max(limits.InflatedBytes, compressed.Length * limits.InflatedRatio);
    private long inflated;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => inflated;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            inflated += inflating.Read(buffer) is var read ? read : 0;
            if (inflated <= most)
                return read;
        }
        catch (InvalidDataException broken)
        {
            throw new TerminalEtlException($"Reading {file}: its gzip stream is damaged or cut after {inflated} bytes of content; ask for the file again.", broken);
        }

        throw new TerminalEtlException(
            $"Reading {file}: {compressed.Length} bytes of gzip hold more than {most} bytes, the limit ({limits.InflatedRatio} times the size, and {limits.InflatedBytes} bytes in any case); check the file, and deliver it uncompressed when it is as it should be.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inflating.Dispose();
        base.Dispose(disposing);
    }
}
