using System.Buffers;

namespace EtlMesh.Extractor.Files;

/// <summary>Counts the records of JSON lines from the bytes: lines that hold more than white space.</summary>
internal static class JsonLineCounter
{
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r"u8);

    public static long Count(Stream stream, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
        try
        {
            long records = 0;
            var filled = false;
            var first = true;
            for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; first = false)
            {
                ct.ThrowIfCancellationRequested();
                var rest = buffer.AsSpan(0, read);
                if (first && rest.StartsWith("\uFEFF"u8))
                    rest = rest[3..];

                for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                {
                    records += filled || rest[..end].ContainsAnyExcept(White) ? 1 : 0;
                    filled = false;
                }

                filled |= rest.ContainsAnyExcept(White);
            }

            return records + (filled ? 1 : 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
