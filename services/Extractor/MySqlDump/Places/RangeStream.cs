using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A stretch of a file, read without moving the file's own position: several may read one handle.</summary>
/// <param name="handle">The file.</param>
/// <param name="offset">Where the stretch begins.</param>
/// <param name="length">Its bytes.</param>
/// <param name="owns">The handle is closed with this.</param>
internal sealed class RangeStream(SafeFileHandle handle, long offset, long length, bool owns) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = RandomAccess.Read(handle, buffer[..(int)Math.Min(buffer.Length, length - position)], offset + position);
        position += read;
        return read;
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
        if (disposing && owns)
            handle.Dispose();
        base.Dispose(disposing);
    }
}
