using System.Buffers.Text;
using System.Text;

namespace EtlMesh.CsvToTable;

/// <summary>Orders of a shop as CSV, the same bytes for the same size: ids, texts (some quoted), decimals, times, dates, booleans, NULLs.</summary>
internal sealed class OrdersFile
{
    private const int Flush = 1 << 20;
    private const ulong Seed = 0x9E37_79B9_7F4A_7C15;

    private static readonly string[] States = ["completed", "shipped", "placed", "cancelled", "returned"];
    private static readonly string[] Countries = ["AT", "DE", "CH", "FR", "IT", "NL", "PL", "ES"];
    private static readonly string[] Words = ["gift", "fragile", "leave at the door", "call first", "second floor", "no receipt", "express", "ring twice"];

    private readonly byte[] buffer = new byte[Flush + 4096];
    private int length;
    private ulong state = Seed;

    public static IReadOnlyList<(string Name, string Type)> Columns { get; } =
    [
        ("id", "bigint"), ("customer_id", "integer"), ("status", "varchar"), ("country", "varchar"), ("placed_at", "timestamp"), ("ship_day", "date"),
        ("quantity", "smallint"), ("price", "decimal(12,2)"), ("weight", "double"), ("paid", "boolean"), ("email", "varchar"), ("note", "varchar"),
    ];

    /// <returns>Rows written.</returns>
    public static long Write(string file, long bytes)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        return new OrdersFile().Write(stream, bytes);
    }

    private long Write(FileStream stream, long bytes)
    {
        Text(string.Join(',', Columns.Select(column => column.Name)) + "\n");
        long rows = 0, written = 0;
        for (; written + length < bytes; rows++)
        {
            Row(rows);
            if (length < Flush)
                continue;
            stream.Write(buffer, 0, length);
            written += length;
            length = 0;
        }

        stream.Write(buffer, 0, length);
        return rows;
    }

    private void Row(long row)
    {
        var at = new DateTime(2026, 1, 1).AddSeconds(row * 3 % (300 * 86_400)).AddTicks(Next(1_000_000) * 10L);
        Number(row + 1);
        Number(1 + Next(2_000_000));
        Text(States[Next(States.Length)] + ",");
        Text(Next(50) == 0 ? "," : Countries[Next(Countries.Length)] + ",");
        Text(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss.ffffff},"));
        Text(Next(10) == 0 ? "," : $"{at.AddDays(Next(9)):yyyy-MM-dd},");
        Number(1 + Next(40));
        var cents = Next(5_000_000);
        Text($"{(Next(40) == 0 ? "-" : "")}{cents / 100}.{cents % 100:00},");
        Text(Next(20) == 0 ? "," : $"{Next(100_000) / 1000.0:0.0##},");
        Text(Next(3) > 0 ? "true," : "false,");
        Text($"customer{Next(2_000_000)}@example.org,");
        Note();
    }

    private void Note() => Text(Next(8) switch
    {
        0 => $"\"{Words[Next(Words.Length)]}, {Words[Next(Words.Length)]}\"\n",
        1 => $"\"say \"\"{Words[Next(Words.Length)]}\"\"\"\n",
        2 => $"{Words[Next(Words.Length)]}\n",
        _ => "\n",
    });

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var digits);
        length += digits;
        buffer[length++] = (byte)',';
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
