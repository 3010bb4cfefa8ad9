using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EtlMesh.MySqlToPostgres;

/// <summary>Orders as lines of tab-separated text, the same bytes for the same number of rows: what LOAD DATA reads, and what COPY … TO STDOUT of the loaded table says.</summary>
/// <remarks>Texts have quotes, tabs, newlines, backslashes, emoji, and the word NULL; no carriage return and no NUL, at which the peers fail.</remarks>
internal sealed class OrdersTable(Stream output)
{
    private const int Full = 1 << 20;
    private const ulong Seed = 0x9E37_79B9_7F4A_7C15;
    private static readonly DateTime First = new(2025, 1, 1);

    private static readonly string[] States = ["completed", "shipped", "placed", "cancelled", "returned"];
    private static readonly string[] Countries = ["AT", "DE", "CH", "FR", "IT", "NL", "PL", "ES", "SE", "PT"];
    private static readonly string[] Words = ["gift", "fragile", "urgent", "signature", "neighbour", "garage", "second", "floor", "ring", "twice", "please", "leave", "at", "the", "door", "call", "before", "noon", "express", "return"];
    private static readonly string[] Hostile = ["NULL", @"say \\""hello\\""", @"a\ttab", @"two\nlines", @"C:\\orders\\new", "it's, \"quoted\"", "🚚 today", "日本語のメモ", @"ends with \\", ""];

    private readonly byte[] buffer = new byte[Full + 8192];
    private readonly LineHash hash = new();
    private readonly LineHash poorer = new();
    private int length;
    private int hashed;
    private bool isWordNull;
    private ulong state = Seed;

    public long Bytes { get; private set; }

    /// <summary>Of the rows.</summary>
    public LineHash Hash => hash;

    /// <summary>Of the rows, where the word NULL is taken for NULL.</summary>
    public LineHash WordLost => poorer;

    public void Write(long rows)
    {
        var id = 0L;
        for (var row = 0L; row < rows; row++)
        {
            id += 1 + Next(3);
            Row(row, id);
            Count();
            if (length >= Full)
                Flush();
        }

        Flush();
    }

    private void Row(long row, long id)
    {
        var at = First.AddSeconds(row * 7 % (500 * 86_400)).AddTicks(Next(1_000_000) * 10L);
        Number(id);
        Number(1 + Next(2_000_000));
        Text($"{States[Next(States.Length)]}\t");
        Text(Next(50) == 0 ? "\\N\t" : $"{Countries[Next(Countries.Length)]}\t");
        Text(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss.FFFFFF}\t"));
        Text(Next(10) == 0 ? "\\N\t" : string.Create(CultureInfo.InvariantCulture, $"{at.AddDays(Next(9)):yyyy-MM-dd}\t"));
        Number(Next(101) - 1);
        var cents = Next(5_000_000);
        Text(string.Create(CultureInfo.InvariantCulture, $"{(Next(40) == 0 && cents > 0 ? "-" : "")}{cents / 100}.{cents % 100:00}\t"));
        Text(Next(20) == 0 ? "\\N\t" : string.Create(CultureInfo.InvariantCulture, $"{Next(1_000_000) / 1000.0:0.###}\t"));
        Text(string.Create(CultureInfo.InvariantCulture, $"customer{Next(2_000_000)}@example.org\t"));
        Note();
        Body();
    }

    private void Note()
    {
        var kind = Next(16);
        var note = kind < 5 ? "\\N" : kind < 7 ? Hostile[Next(Hostile.Length)] : $"{Words[Next(Words.Length)]} {Words[Next(Words.Length)]}";
        isWordNull = note == "NULL";
        Text($"{note}\t");
    }

    private void Body()
    {
        if (Next(20) == 0)
        {
            Text("\\N\n");
            return;
        }

        var words = 4 + Next(9);
        for (var i = 0; i < words; i++)
            Text($"{(i == 0 ? "" : " ")}{Words[Next(Words.Length)]}");
        Text(Next(12) == 0 ? @"\n-- \\o/ 👍" + "\n" : "\n");
    }

    private void Count()
    {
        var line = buffer.AsSpan(hashed, length - hashed - 1);
        hash.Add(line);
        if (isWordNull)
            poorer.Add(WithoutWord(line));
        else
            poorer.Add(line);
        hashed = length;
    }

    // The word stands alone only in the note, the last but one of the fields.
    private static byte[] WithoutWord(ReadOnlySpan<byte> line)
    {
        var at = line.LastIndexOf("\tNULL\t"u8);
        return [.. line[..at], .. "\t\\N\t"u8, .. line[(at + 6)..]];
    }

    private void Flush()
    {
        output.Write(buffer, 0, length);
        Bytes += length;
        (length, hashed) = (0, 0);
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var digits);
        length += digits;
        buffer[length++] = (byte)'\t';
    }

    private void Text(string text) => length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));

    /// <summary>Xorshift: the same numbers everywhere.</summary>
    private int Next(int below)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)((state >> 11) % (ulong)below);
    }
}
