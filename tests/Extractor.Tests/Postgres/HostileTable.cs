using System.Globalization;
using System.Text;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Tests.Arrivals;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>A table of random columns and hostile values: the statements that make it.</summary>
internal sealed class HostileTable
{
    private static readonly string[] Types =
    [
        "bool", "int2", "int4", "int8", "oid", "numeric", "exact numeric", "float4", "float8", "text", "varchar(200)", "name", "bytea", "date", "time", "timetz", "timestamp", "timestamptz", "interval",
        "uuid", "json", "jsonb", "mood", "pair", "fee", "inet", "int4range", "bit(5)",
    ];

    private readonly HostileValues values;
    private readonly List<(string Name, string Declared, Func<string> Value)> columns = [];

    /// <param name="random">Seeded: the same seed makes the same table.</param>
    public HostileTable(Random random)
    {
        values = new HostileValues(random);
        for (var i = values.Next(10) + 3; i > 0; i--)
        {
            var type = values.OneOf(Types);
            var (declared, value) = Column(type);
            columns.Add(($"{values.OneOf("c", "select", "größe", "a`b", "x y", "\"q\"", "semi;", "per%cent", "o'b", "back\\slash")}_{i}", declared, value));
        }
    }

    public string Create =>
        "create type mood as enum ('sad', 'NULL', 'c''d', 'ü'); create type pair as (a int, b text); create domain fee as numeric(9,4);\n"
        + $"create table t (id int primary key, {string.Join(", ", columns.Select(column => $"{Sql.Identifier(column.Name)} {column.Declared}"))});\n";

    /// <summary>A statement that makes rows.</summary>
    public string Rows(int count)
    {
        var insert = new StringBuilder("set time zone 'UTC'; insert into t values ");
        for (var id = 1; id <= count; id++)
            insert.Append(id == 1 ? "" : ",\n").Append(CultureInfo.InvariantCulture, $"({id}, {string.Join(", ", columns.Select(column => values.Chance(6) ? "null" : column.Value()))})");
        return insert.ToString();
    }

    private (string Declared, Func<string> Value) Column(string type)
    {
        var precision = values.Next(36) + 1; // sixty of them add up to 38 digits at most, which is what sums hold
        var scale = values.Next(precision); // with no digit before the point DuckDB writes no zero there
        var wide = (Precision: values.Next(300) + 39, Scale: values.Next(39));
        return type switch
        {
            "bool" => (type, () => values.OneOf("true", "false")),
            "int2" or "int4" or "int8" => (type, () => Quoted(values.Whole(8 * (type[^1] - '0'), signed: true).ToString(CultureInfo.InvariantCulture))),
            "oid" => (type, () => Quoted(values.Whole(32, signed: false).ToString(CultureInfo.InvariantCulture))),
            "numeric" => (type, () => values.Chance(5) ? "'NaN'" : values.Decimal(wide.Precision, wide.Scale)),
            "exact numeric" => ($"numeric({precision},{scale})", () => values.Decimal(precision, scale)),
            // Adding zero takes the sign off a zero: a Parquet dictionary keeps one zero for both.
            "float4" => (type, () => Quoted((values.Float() + 0f).ToString("R", CultureInfo.InvariantCulture))),
            "float8" => (type, () => Quoted((values.Double() + 0.0).ToString("R", CultureInfo.InvariantCulture))),
            "text" => (type, () => Text(values.Text(1_000))),
            "varchar(200)" => (type, () => Text(values.Text(200))),
            "name" => (type, () => Text(values.Text(15))),
            "bytea" => (type, () => $"decode('{Convert.ToHexString(values.Bytes(2_000))}', 'hex')"),
            "date" => (type, () => Quoted(values.Moment(new DateTime(1, 1, 1), new DateTime(9999, 12, 31)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            "time" => (type, () => Quoted(Moment().ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture))),
            "timetz" => (type, () => Quoted(Moment().ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + values.OneOf("+00", "-15:59:59", "+05:30"))),
            "timestamp" => (type, () => Quoted(Moment().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))),
            "timestamptz" => (type, () => Quoted(Moment().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00")),
            "interval" => (type, () => $"make_interval(0, {values.Next(2_000) - 1_000}, 0, {values.Next(2_000) - 1_000}, {values.Next(2_000) - 1_000}, 0, {values.Next(2_000) - 1_000}) + {values.Next(2_000_000) - 1_000_000} * interval '1 microsecond'"),
            "uuid" => (type, () => Quoted(new Guid([.. values.Bytes(16).Concat(new byte[16]).Take(16)]).ToString("D"))),
            "json" or "jsonb" => (type, () => Text(System.Text.Json.JsonSerializer.Serialize(new { a = values.Text(50).Replace("\0", "", StringComparison.Ordinal), n = (object?[])[1.5, null, true] }))),
            "mood" => (type, () => Text(values.OneOf("sad", "NULL", "c'd", "ü"))),
            "pair" => (type, () => $"row({values.Next(9)}, {Text(values.Text(20))})::pair"),
            "fee" => (type, () => values.Decimal(9, 4)),
            "inet" => (type, () => Quoted(values.OneOf("10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32"))),
            "int4range" => (type, () => Quoted(values.OneOf("empty", "[1,5)", "(,)", "[7,7]"))),
            _ => ("bit(5)", () => values.OneOf("b'00000'", "b'10101'")),
        };
    }

    private DateTime Moment() => values.Moment(new DateTime(1, 1, 1), new DateTime(9999, 12, 31, 23, 59, 59, 999, 999));

    private static string Quoted(string text) => $"'{text}'";

    private static string Text(string text) => Sql.Literal(text);
}
