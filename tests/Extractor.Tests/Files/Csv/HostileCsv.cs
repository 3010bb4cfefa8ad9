using System.Globalization;
using System.Text;

namespace EtlMesh.Extractor.Tests.Files.Csv;

/// <summary>A CSV file made by a seed to be as hard to read as CSV can be, which knows what is in it.</summary>
internal sealed class HostileCsv
{
    private static readonly string[] Bits = ["x", "é", "\"", ",", "\n", "\r\n", "\r", " ", "日本", "'", "\\", "\"\"", ";", "NULL"];
    private readonly Random random;
    private readonly MemoryStream bytes = new();
    private readonly int lineEnds;
    private readonly int dirt;
    private long line = 1;
    private string lastEnd = "\n";

    public HostileCsv(int seed)
    {
        random = new Random(seed);
        (Seed, lineEnds, dirt) = (seed, random.Next(4), random.Next(3));
        if (random.Next(4) == 0)
            bytes.Write("\uFEFF"u8);
        Record("seed,a,b,c"u8, last: false);
        for (int i = 0, records = random.Next(30); i < records; i++)
            Next(i == records - 1);
    }

    public int Seed { get; }

    public byte[] Content => bytes.ToArray();

    /// <summary>The values of the good records, in order.</summary>
    public List<object?[]> Good { get; } = [];

    /// <summary>The lines on which the bad ones begin.</summary>
    public List<long> BadLines { get; } = [];

    private void Next(bool last)
    {
        if (random.Next(10) == 0)
            End(lastEnd);

        if (random.Next(6) >= dirt)
            GoodRecord(last);
        else
            BadRecord(last);
    }

    private void GoodRecord(bool last)
    {
        long? a = random.Next(5) == 0 ? null : random.NextInt64(long.MinValue, long.MaxValue);
        var b = random.Next(6) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Bits[random.Next(Bits.Length)]));
        decimal? c = random.Next(5) == 0 ? null : random.Next(-99_999_999, 99_999_999) / 100m;
        Good.Add([(long)Seed, a, b, c]);
        Record(Encoding.UTF8.GetBytes($"{Plain(Seed)},{Plain(a)},{Quoted(b)},{Plain(c)}{(random.Next(8) == 0 ? "," : "")}"), last);
    }

    private void BadRecord(bool last)
    {
        BadLines.Add(line);
        Record(random.Next(last ? 10 : 9) switch
        {
            0 => Text($"{Seed},1.5,b,1"),
            1 => Text($"{Seed},x,b,1"),
            2 => Text($"{Seed},1,b"),
            3 => Text($"{Seed},1,b,1,z"),
            4 => [.. Text($"{Seed},1,b"), 0xC3, .. ",1"u8],
            5 => Text($"{Seed},1,b\0,1"),
            6 => Text($"{Seed},1,\"b\n\"b,1"),
            7 => Text($"{Seed},1,\"b\r\nb\",1.234"),
            8 => Text($"{Seed},9223372036854775808,b,x"),
            _ => Text($"{Seed},1,\"b,1\n\n{Seed},1,b,1"),
        }, last);
    }

    private void Record(ReadOnlySpan<byte> record, bool last)
    {
        bytes.Write(record);
        line += Lines(record);
        if (!last || random.Next(2) == 0)
            End(lineEnds switch { 0 => "\n", 1 => "\r\n", 2 => "\r", _ => random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" } });
    }

    private void End(string end)
    {
        bytes.Write(Encoding.UTF8.GetBytes(end));
        lastEnd = end;
        line++;
    }

    private string Plain(IFormattable? value)
    {
        var text = value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
        return random.Next(4) == 0 ? $"\"{text}\"" : text;
    }

    private string Quoted(string? text)
    {
        if (text is null)
            return "";
        var quoted = text.Length == 0 || text[0] == '"' || text.AsSpan().ContainsAny(",\r\n") || random.Next(3) == 0;
        return quoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(random.Next(8) == 0 ? " " : "")}" : text;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static int Lines(ReadOnlySpan<byte> record)
    {
        var lines = 0;
        for (var i = 0; i < record.Length; i++)
            lines += record[i] == '\n' || (record[i] == '\r' && (i + 1 == record.Length || record[i + 1] != '\n')) ? 1 : 0;
        return lines;
    }
}
