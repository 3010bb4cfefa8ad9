namespace EtlMesh.Extractor.Tests.Files.Csv;

/// <summary>The count of records, byte by byte, as one would write it without a thought for speed.</summary>
internal static class NaiveCsv
{
    public static long Count(ReadOnlySpan<byte> bytes, int columns, bool header)
    {
        var records = 0L;
        for (var i = 0; i < bytes.Length;)
        {
            var start = i;
            var end = EndOfRecord(bytes, ref i);
            if (end > start || (columns == 1 && (!header || records > 0)))
                records++;
        }

        return Math.Max(0, records - (header ? 1 : 0));
    }

    private static int EndOfRecord(ReadOnlySpan<byte> bytes, ref int i)
    {
        for (var atFieldStart = true; i < bytes.Length; i++)
        {
            switch (bytes[i])
            {
                case (byte)'"' when atFieldStart:
                    for (i++; i < bytes.Length; i++)
                    {
                        if (bytes[i] != '"')
                            continue;
                        if (i + 1 == bytes.Length || bytes[i + 1] != '"')
                            break;
                        i++;
                    }

                    atFieldStart = false;
                    break;
                case (byte)'\n':
                    return i++;
                case (byte)'\r':
                    var end = i;
                    i += i + 1 < bytes.Length && bytes[i + 1] == '\n' ? 2 : 1;
                    return end;
                default:
                    atFieldStart = bytes[i] == ',';
                    break;
            }
        }

        return bytes.Length;
    }
}
