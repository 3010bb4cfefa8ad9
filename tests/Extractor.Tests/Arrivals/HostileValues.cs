using System.Globalization;
using System.Numerics;
using System.Text;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>Values that trip readers up: each type's extremes, separators, quotes, line ends, emoji, words that mean something elsewhere. The same seed gives the same values.</summary>
/// <param name="random">Seeded.</param>
/// <param name="withNul">Whether texts may hold NUL characters, which PostgreSQL cannot store in text.</param>
internal sealed class HostileValues(Random random, bool withNul = false)
{
    private static readonly string[] Words =
    [
        "", " ", "  x  ", "NULL", "null", "\\N", "\\", "\\\\", "\\0", "\\'", "'", "''", "\"", "`", ";", ",", "\t", "\n", "\r\n", "\r", "--", "-- x\n", "/*", "*/", "/*! x */", "#", "%s", "$1", "0", "-0", "1e5", "0x41", "true",
        "ä", "ß", "é\u0301", "日本語", "🙂", "👩‍👩‍👧‍👦", "\u200b", "\ufeff", "\u2028", "\uffff", "\U0010ffff", "İ", "\u0001", "\u001a", "\u007f", "\u0085", "'); DROP TABLE t; --", "{\"a\": 1}", "a,b\n\"c\";d", "2026-01-01", "0000-00-00",
    ];

    private static readonly double[] Doubles =
        [0, -0.0, 1, -1, 0.1, 1.0 / 3, double.MaxValue, double.MinValue, double.Epsilon, 2.2250738585072014E-308, 1e15, 1e16, 1e17, 123456789.123456789, 9007199254740993, 1e-5, 5e-324, 0.30000000000000004];

    private static readonly float[] Floats = [0, 1, -1, 0.1f, 1f / 3, float.MaxValue, float.MinValue, 1.17549435E-38f, 16777216, 16777217, 123456.789f, 1e-5f, 3.4e38f];

    /// <summary>A text, possibly of several of the words.</summary>
    /// <param name="longest">Characters (code points).</param>
    public string Text(int longest)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(1, 6); parts > 0; parts--)
        {
            text.Append(random.Next(4) switch
            {
                0 => new string((char)random.Next('a', 'z' + 1), random.Next(0, 20)),
                1 when withNul => "\0",
                2 => Rune(),
                _ => Words[random.Next(Words.Length)],
            });
        }

        return string.Concat(text.ToString().EnumerateRunes().Take(longest).Select(rune => rune.ToString()));
    }

    public byte[] Bytes(int longest)
    {
        var bytes = new byte[random.Next(0, longest + 1)];
        random.NextBytes(bytes);
        if (bytes.Length > 2 && random.Next(2) == 0)
            (bytes[0], bytes[1], bytes[^1]) = (0, (byte)"'\\\"\n\x1a"[random.Next(5)], 0xff);
        return bytes;
    }

    /// <summary>A whole number of so many bytes: an end of its range, one beside it, around zero, or anywhere.</summary>
    public BigInteger Whole(int bits, bool signed)
    {
        var (least, most) = signed ? (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1) : (BigInteger.Zero, BigInteger.Pow(2, bits) - 1);
        return random.Next(6) switch
        {
            0 => least,
            1 => most,
            2 => least + 1,
            3 => most - 1,
            4 => signed ? random.Next(-9, 10) : random.Next(10),
            _ => least + (new BigInteger(random.NextInt64()) * 2 * (new BigInteger(random.NextInt64()) + 1) % (most - least + 1)),
        };
    }

    /// <summary>A decimal with all its digits after the point.</summary>
    public string Decimal(int precision, int scale)
    {
        var digits = random.Next(5) switch
        {
            0 => new string('9', precision),
            1 => "0",
            2 => "1",
            _ => string.Concat(Enumerable.Range(0, random.Next(1, precision + 1)).Select(_ => (char)('0' + random.Next(10)))),
        };
        var number = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var text = number.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (number > 0 && random.Next(2) == 0 ? "-" : "") + (scale == 0 ? text : $"{text[..^scale]}.{text[^scale..]}");
    }

    public double Double() => random.Next(2) == 0 ? Doubles[random.Next(Doubles.Length)] : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300));

    public float Float() => random.Next(2) == 0 ? Floats[random.Next(Floats.Length)] : (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)));

    /// <summary>A moment to the microsecond.</summary>
    public DateTime Moment(DateTime least, DateTime most)
    {
        var micros = (most - least).Ticks / TimeSpan.TicksPerMicrosecond;
        return random.Next(6) switch
        {
            0 => least,
            1 => least.AddTicks(micros * TimeSpan.TicksPerMicrosecond),
            2 => new DateTime(2024, 2, 29, 23, 59, 59, 999, 999),
            3 => new DateTime(1970, 1, 1, 0, 0, 1),
            _ => least.AddTicks(random.NextInt64(micros + 1) * TimeSpan.TicksPerMicrosecond),
        };
    }

    public T OneOf<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public bool Chance(int oneIn) => random.Next(oneIn) == 0;

    public int Next(int below) => random.Next(below);

    private string Rune()
    {
        while (true)
        {
            var point = random.Next(1, 0x110000);
            if (System.Text.Rune.IsValid(point))
                return new Rune(point).ToString();
        }
    }
}
