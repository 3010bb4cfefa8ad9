using System.Buffers;

namespace EtlMesh.Extractor.Files;

/// <summary>Divides a CSV file at the ends of records, where its counter sees them.</summary>
/// <param name="stream">UTF-8 bytes, from the start of the file; disposed with this.</param>
/// <param name="dialect">How the file is written.</param>
/// <param name="columns">Columns of the table.</param>
/// <param name="file">The file's name, for errors.</param>
/// <param name="limit">Longest record, in bytes.</param>
/// <param name="size">Bytes of a block; more where a record is longer.</param>
internal sealed class CsvBlocks(Stream stream, CsvDialect dialect, int columns, string file, int limit, int size = 1024 * 1024) : IDisposable
{
    private readonly CsvRecordCounter counter = new(dialect, file, columns, limit);
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
    private int filled;
    private long start; // of the buffer, in the file
    private long records;
    private long line = 1;
    private bool ended;

    /// <returns>Null at the end.</returns>
    /// <exception cref="Contracts.TerminalEtlException">A record is longer than the limit.</exception>
    public CsvBlock? Next(CancellationToken ct)
    {
        while (!ended)
        {
            ct.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            ended = read < buffer.Length - filled;
            counter.Take(buffer.AsSpan(filled, read), start + filled);
            filled += read;
            if (ended)
                counter.End();

            var length = ended ? filled : (int)(counter.RecordsEnd - start);
            if (length > 0)
                return Cut(length);
            if (!ended)
                Grow();
        }

        return null;
    }

    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private CsvBlock Cut(int length)
    {
        var block = buffer;
        var rest = block.AsSpan(length, filled - length);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(size, rest.Length * 2));
        rest.CopyTo(buffer);
        var header = dialect.Header && records == 0 && counter.Records > 0 ? 1 : 0;
        var cut = new CsvBlock(block, length, line, counter.Records - records - header, records == 0);
        (filled, start, records, line) = (rest.Length, start + length, counter.Records, counter.Line);
        return cut;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
