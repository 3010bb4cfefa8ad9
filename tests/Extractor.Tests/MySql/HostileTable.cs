using System.Globalization;
using System.Text;
using EtlMesh.Extractor.Tests.Arrivals;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>A table of random columns and hostile values: the statements that make it, and what must arrive of it.</summary>
internal sealed class HostileTable
{
    private static readonly string[] Types =
    [
        "tinyint", "tinyint unsigned", "smallint", "smallint unsigned", "mediumint", "mediumint unsigned", "int", "int unsigned", "bigint", "bigint unsigned", "decimal", "wide decimal", "float", "double",
        "date", "datetime(6)", "timestamp(6)", "time(6)", "year", "bit(1)", "bit(64)", "varchar(200)", "latin1", "longtext", "enum", "varbinary(300)", "longblob", "json", "uuid",
    ];

    private readonly HostileValues values;
    private readonly List<(string Name, string Declared, Func<(string Literal, string? Expected)> Value)> columns = [];

    /// <param name="random">Seeded: the same seed makes the same table.</param>
    /// <param name="withNul">Whether texts may hold NUL characters.</param>
    public HostileTable(Random random, bool withNul)
    {
        values = new HostileValues(random, withNul);
        for (var i = values.Next(10) + 3; i > 0; i--)
            Add($"{values.OneOf("c", "select", "Größe", "a`b", "x y", "\"q\"", "semi;", "per%cent")}_{i}", values.OneOf(Types));
    }

    public string Create => $"create table t (`id` int primary key, {string.Join(", ", columns.Select(column => $"`{column.Name.Replace("`", "``", StringComparison.Ordinal)}` {column.Declared} null"))}) character set utf8mb4;\n";

    /// <summary>Makes rows: their statement, and their values in canonical text.</summary>
    public (string Insert, List<string?[]> Expected) Rows(int count)
    {
        var insert = new StringBuilder("set sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES', time_zone = '+00:00'; insert into t values ");
        var expected = new List<string?[]>();
        for (var id = 1; id <= count; id++)
        {
            List<(string Literal, string? Expected)> row = [.. columns.Select(column => values.Chance(6) ? ("null", null) : column.Value())];
            insert.Append(id == 1 ? "" : ",\n").Append(CultureInfo.InvariantCulture, $"({id}, {string.Join(", ", row.Select(value => value.Literal))})");
            expected.Add([id.ToString(CultureInfo.InvariantCulture), .. row.Select(value => value.Expected)]);
        }

        return (insert.Append(';').ToString(), expected);
    }

    private void Add(string name, string type)
    {
        var (precision, scale) = (values.Next(36) + 1, 0); // so that the sum of some rows has no more than 38 digits
        scale = values.Next(Math.Min(precision, 30) + 1);
        var wide = (Precision: values.Next(27) + 39, Scale: values.Next(31));
        columns.Add(type switch
        {
            "decimal" => (name, $"decimal({precision},{scale})", () => Plain(values.Decimal(precision, scale))),
            "wide decimal" => (name, $"decimal({wide.Precision},{wide.Scale})", () => Plain(values.Decimal(wide.Precision, wide.Scale))),
            // Landing does not keep the sign of a zero: a dictionary of Parquet takes both zeros for one value.
            "float" => (name, "float", () => Float(values.Float() + 0f)),
            "double" => (name, "double", () => Double(values.Double() + 0.0)),
            "date" => (name, "date", () => Quoted(values.Moment(new DateTime(1000, 1, 1), new DateTime(9999, 12, 31)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            "datetime(6)" => (name, type, () => Quoted(Moment(new DateTime(1000, 1, 1), new DateTime(9999, 12, 31, 23, 59, 59, 999, 999)))),
            "timestamp(6)" => (name, type, () => Quoted(Moment(new DateTime(1970, 1, 1, 0, 0, 1), new DateTime(2038, 1, 19, 3, 14, 7, 999, 999)))),
            "time(6)" => (name, type, Time),
            "year" => (name, type, () => Plain(values.OneOf("0", "1901", "2155", "2026"))),
            "bit(1)" => (name, type, () => values.OneOf<(string, string?)>(("b'0'", "false"), ("b'1'", "true"))),
            "bit(64)" => (name, type, () => Plain(values.Whole(64, signed: false).ToString(CultureInfo.InvariantCulture))),
            "varchar(200)" => (name, type, () => Text(values.Text(200))),
            "latin1" => (name, "varchar(100) character set latin1", () => Text(string.Concat(values.Text(100).Where(c => c is >= ' ' and < '\u007f' or >= '\u00a0' and <= '\u00ff' or '\n' or '\t')))),
            "longtext" => (name, type, () => Text(values.Text(1_000))),
            "enum" => (name, "enum('a', 'NULL', 'c''d', 'ü')", () => Text(values.OneOf("a", "NULL", "c'd", "ü"))),
            "varbinary(300)" => (name, type, () => Blob(values.Bytes(300))),
            "longblob" => (name, type, () => Blob(values.Bytes(2_000))),
            "json" => (name, "longtext", () => Text(System.Text.Json.JsonSerializer.Serialize(new { a = values.Text(50), n = (double[])[1.5, -0.0] }))),
            "uuid" => (name, type, () => Quoted(Uuid(values.Bytes(16)))),
            _ => (name, type, () => Plain(values.Whole(Bits(type), !type.EndsWith("unsigned", StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture))),
        });
    }

    private static int Bits(string type) => type.Split(' ')[0] switch { "tinyint" => 8, "smallint" => 16, "mediumint" => 24, "int" => 32, _ => 64 };

    // Of version 4: MariaDB refuses some that no standard knows.
    private static string Uuid(byte[] bytes)
    {
        var digits = Convert.ToHexStringLower([.. bytes, .. new byte[16 - bytes.Length]]);
        return $"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-8{digits[17..20]}-{digits[20..]}";
    }

    private static (string, string?) Plain(string text) => (text, text);

    private static (string, string?) Quoted(string text) => ($"'{text}'", text);

    private static (string, string?) Text(string text) => (text.Length == 0 ? "''" : $"convert(x'{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}' using utf8mb4)", text);

    private static (string, string?) Blob(byte[] bytes) => ($"x'{Convert.ToHexString(bytes)}'", Canonical.Blob(bytes));

    private static (string, string?) Double(double value) => (Literal(value), Canonical.Text(value.ToString("R", CultureInfo.InvariantCulture), "double"));

    private static (string, string?) Float(float value) => (Literal(value), Canonical.Text(value.ToString("R", CultureInfo.InvariantCulture), "float"));

    // Without an exponent it would be a decimal, and rounded on the way.
    private static string Literal(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text : text + "e0";
    }

    private string Moment(DateTime least, DateTime most) => values.Moment(least, most).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private (string, string?) Time()
    {
        const long Most = ((838L * 60) + 59) * 60 * 1_000_000;
        var micros = values.OneOf(0, 1, -1, Most, -Most, values.Next(int.MaxValue) * 1_000L);
        var (sign, span) = (micros < 0 ? "-" : "", TimeSpan.FromMicroseconds(Math.Abs(micros)));
        return (string.Create(CultureInfo.InvariantCulture, $"'{sign}{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}.{Math.Abs(micros) % 1_000_000:000000}'"), Canonical.Interval(micros));
    }
}
