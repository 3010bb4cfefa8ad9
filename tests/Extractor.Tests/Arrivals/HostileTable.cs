using System.Globalization;
using System.Text;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>Rows of hostile values, as the texts that files hold; the same seed gives the same rows.</summary>
internal sealed class HostileTable
{
    private const int LongText = 3_000_000;

    /// <summary>Name and type; the first is a number that orders the rows.</summary>
    public static readonly IReadOnlyList<ColumnSpec> Columns =
    [
        .. "id bigint;small smallint;big bigint;tiny utinyint;ubig ubigint;money decimal(30,10);cents decimal(5,2);double double;float float;yes boolean;text varchar;more varchar;day date;time time;at timestamp;instant timestamptz;uuid uuid;doc json"
            .Split(';').Select(column => new ColumnSpec { Name = column.Split(' ')[0], Type = column.Split(' ')[1] }),
    ];

    private HostileTable(IReadOnlyList<string?[]> rows) => Rows = rows;

    /// <summary>Null for NULL.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>As the warehouses' canonical text.</summary>
    public List<string?[]> Expected => [.. Rows.Select(row => row.Select((text, i) => Canonical.Text(Columns[i].Type == "timestamptz" ? text?[..^3] : text, Columns[i].Type)).ToArray())];

    public static HostileTable Of(int seed, int rows)
    {
        var hostile = new HostileValues(new Random(seed));
        return new HostileTable([.. Enumerable.Range(0, rows).Select(id => Columns.Select((column, i) => i == 0 ? Text(id) : hostile.Chance(8) ? null : Value(hostile, column.Type, isLong: id == rows / 2 && column.Name == "text")).ToArray())]);
    }

    public byte[] ToCsv() => Encoding.UTF8.GetBytes(
        string.Join(',', Columns.Select(column => column.Name)) + "\n"
        + string.Concat(Rows.Select(row => string.Join(',', row.Select(text => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n")));

    /// <summary>A record's JSON.</summary>
    public static string ToJson(string?[] row) => $"{{{string.Join(", ", row.Select((text, i) => $"\"{Columns[i].Name}\": {Json(text, Columns[i].Type)}"))}}}";

    public void ToParquet(string path)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.Execute("SET TimeZone = 'UTC'");
        connection.RegisterTable("hostile", [.. Columns.Select(column => new DuckDbColumn(column.Name, "VARCHAR"))], () => new Texts(Rows));
        connection.Execute($"copy (select {string.Join(", ", Columns.Select(column => $"{Sql.Identifier(column.Name)}::{column.Type} as {Sql.Identifier(column.Name)}"))} from hostile()) to {Sql.Literal(path)} (format parquet)");
    }

    private static string Json(string? text, string type) => type switch
    {
        _ when text is null => "null",
        "varchar" or "date" or "time" or "timestamp" or "timestamptz" or "uuid" => JsonSerializer.Serialize(text),
        _ => text,
    };

    private static string Value(HostileValues hostile, string type, bool isLong) => type switch
    {
        "smallint" => Text(hostile.Whole(16, signed: true)),
        "bigint" => Text(hostile.Whole(64, signed: true)),
        "utinyint" => Text(hostile.Whole(8, signed: false)),
        "ubigint" => Text(hostile.Whole(64, signed: false)),
        "decimal(30,10)" => hostile.Decimal(30, 10),
        "decimal(5,2)" => hostile.Decimal(5, 2),
        // Landing does not keep the sign of a zero: a dictionary of Parquet takes both zeros for one value.
        "double" => Text(hostile.Double() + 0.0),
        "float" => Text(hostile.Float() + 0f),
        "boolean" => hostile.Chance(2) ? "true" : "false",
        "date" => hostile.Moment(DateTime.MinValue, DateTime.MaxValue).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "time" => hostile.Moment(DateTime.MinValue, DateTime.MaxValue).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        "timestamp" => hostile.Moment(DateTime.MinValue, DateTime.MaxValue).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        "timestamptz" => hostile.Moment(DateTime.MinValue, DateTime.MaxValue).ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture),
        "uuid" => new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)hostile.Next(256))]).ToString(),
        "json" => hostile.OneOf("{\"a\": [1, null, \"x\"]}", "[]", "7", "true", "\"text\"", "{\"deep\": {\"er\": 1.50}}"),
        _ => isLong ? new string('\u00fc', LongText / 2) : hostile.Text(80),
    };

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private sealed class Texts(IReadOnlyList<string?[]> rows) : IDuckDbTableReader
    {
        private int next;

        public int Fill(DuckDbChunkWriter chunk)
        {
            var filled = 0;
            for (; filled < chunk.Capacity && next < rows.Count; filled++, next++)
            {
                for (var i = 0; i < Columns.Count; i++)
                {
                    if (rows[next][i] is { } text)
                        chunk.Column(i).Text(filled, text);
                    else
                        chunk.Column(i).Null(filled);
                }
            }

            return filled;
        }

        public void Dispose()
        {
        }
    }
}
