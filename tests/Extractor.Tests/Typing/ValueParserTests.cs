using System.Text;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Tests.Typing.Typing;

/// <summary>The parsers against the engine: the same values, and nothing where it has none or would alter the text.</summary>
public class ValueParserTests
{
    private const int Texts = 20_000;

    public static TheoryData<string, string, string> Types => new()
    {
        { "TINYINT", "0123456789+-. _e", "0|-1|127|128|-128|-129|+5|007|-0| 7 |1.0|1e2|--1|+-1|" },
        { "SMALLINT", "0123456789+- ", "32767|32768|-32768|-32769" },
        { "INTEGER", "0123456789+- ", "2147483647|2147483648|-2147483648|-2147483649" },
        { "BIGINT", "0123456789+- ", "9223372036854775807|9223372036854775808|-9223372036854775808|-9223372036854775809|00000000000000000000000000000000000000000000000000001" },
        { "HUGEINT", "0123456789+-", "170141183460469231731687303715884105727|170141183460469231731687303715884105728|-170141183460469231731687303715884105728|-170141183460469231731687303715884105729|999999999999999999999999999999999999999999" },
        { "UTINYINT", "0123456789+- ", "255|256|-1|-0|+0" },
        { "USMALLINT", "0123456789+-", "65535|65536|-1" },
        { "UINTEGER", "0123456789+-", "4294967295|4294967296|-1" },
        { "UBIGINT", "0123456789+-", "18446744073709551615|18446744073709551616|-1|18446744073709551620" },
        { "DECIMAL(4,2)", "0123456789+-. ", "99.99|100|-99.99|1.234|1.230|.5|5.|.|+.5|-.50|00001.5|1e1" },
        { "DECIMAL(9,0)", "0123456789+-. ", "999999999|1000000000|1.0|1.5|5.|.0|-0" },
        { "DECIMAL(18,3)", "0123456789+-.", "999999999999999.999|1000000000000000|0.0010000" },
        { "DECIMAL(38,10)", "0123456789+-.", "9999999999999999999999999999.9999999999|10000000000000000000000000000|-0.0000000001|0.00000000010" },
        { "DECIMAL(38,38)", "0123456789+-.", "0.99999999999999999999999999999999999999|1|0.000000000000000000000000000000000000001" },
        { "DOUBLE", "0123456789+-.eE ", "1.5|1e400|-1e400|1e-400|nan|NaN|-inf|Infinity|+inf|0.1|123456789012345678|4.35|1.7976931348623157e308|2.2250738585072014e-308|9007199254740993|-0|0.30000000000000004|.5|5.|1e5|1E+5|e5|1e|+1.5|infinit|999999999999999.9|0.000000000000001" },
        { "FLOAT", "0123456789+-.eE", "1.5|0.1|3.4028235e38|3.5e38|16777217|1e-46|nan" },
        { "BOOLEAN", "truefalsyno01TF ", "true|false|TRUE|False|t|f|T|F|1|0|yes|no|y|n|Y|N|YES|on|off|2| true|true " },
        { "DATE", "0123456789-/ ", "2026-01-02|2026/1/2|2026-1-2|2026/01-02|2026-02-29|2024-02-29|1900-02-29|2000-02-29|0000-01-01|0001-01-01|9999-12-31|2026-13-01|2026-00-01|2026-01-00|2026-01-32|2026-04-31| 2026-01-02 |2026-01-02 10:00:00" },
        { "TIME", "0123456789:. ", "00:00|23:59:59.999999|24:00:00|24:00|23:60:00|23:59:60|1:02|1:2|10:00:00.1234567|10:00:00.1234560|10:00:00.|10:00:00.5| 9:05:07 " },
        { "TIMESTAMP", "0123456789:-/.TZ+ ", "2026-01-02|2026-01-02 10:00|2026-01-02T10:00:00|2026-01-02T10:00:00Z|2026-01-02 10:00:00.123456|2026-01-02 10:00:00.1234567|2026-01-02 10:00:00+00|2026-01-02 10:00:00+00:00|2026-01-02 10:00:00 +0000|2026-01-02 10:00:00-00|2026-01-02 10:00:00+01|2026-01-02 24:00:00|2026/1/2 1:02|2026-01-02 |2026-01-02Z|2026-01-02T|2026-01-02 10:00 Z|2026-01-02 10:00Z|2026-01-02 10:00+00|0000-01-01 00:00:00|9999-12-31 23:59:59.999999|2026-01-02  10:00" },
        { "TIMESTAMPTZ", "0123456789:-/.TZ+ ", "2026-01-02|2026-01-02 10:00|2026-01-02T10:00:00Z|2026-01-02T10:00:00+02|2026-01-02T10:00:00+0230|2026-01-02T10:00:00-02:30|2026-01-02 10:00:00 +02|2026-01-02 10:00+02|2026-01-02 10:00:00.5+02|2026-01-02 10:00:00+15:59|2026-01-02 10:00:00+16|2026-01-02 10:00:00+99:99|2026-01-02 10:00:00+02:60|2026-01-02 10:00:00z|2026-01-02 24:00:00Z" },
        { "UUID", "0123456789abcdefABCDEF-{}", "00112233-4455-6677-8899-aabbccddeeff|00112233445566778899aabbccddeeff|{00112233-4455-6677-8899-AABBCCDDEEFF}|00112233-4455-6677-8899-aabbccddeef|-00112233-4455-6677-8899-aabbccddeeff|00112233-4455-6677-8899-aabbccddeeff-|0011-2233-4455-6677-8899-aabb-ccdd-eeff|{00112233-4455-6677-8899-aabbccddeeff| 00112233-4455-6677-8899-aabbccddeeff" },
        { "JSON", "{}[]\",:0123 abtruefalsnl", "{}|[1,2]|{\"a\":1}|{\"a\":1|\"x\"|1|null|[1,]|{\"a\":NaN}|01|1 2||\"\\u00e9\"|{\"a\":1}x| 5 " },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Texts_BecomeWhatTheEngineMakesOfThem(string type, string alphabet, string samples)
    {
        var texts = Mutations(new Random(type.Length), alphabet, samples.Split('|')).ToList();
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.Execute("SET TimeZone = 'UTC'");
        var parser = DeclaredType.Of(type, "a").Parser;
        connection.RegisterTable("texts", [new("t", "VARCHAR"), new("v", type)], () => new Parsed(texts, parser));
        using var different = connection.Query(
            $"SELECT DISTINCT t, coalesce(v::VARCHAR, 'nothing'), coalesce(expected::VARCHAR, 'nothing') FROM (SELECT t, v, {EngineCast.Sql(type)} AS expected FROM texts()) WHERE v IS DISTINCT FROM expected LIMIT 40");
        var differences = string.Join("\n", different.Rows().Select(row => $"`{row[0]}` is {row[1]}, in the engine {row[2]}"));
        Assert.True(differences.Length == 0, differences);
        Assert.InRange(texts.Count, Texts, int.MaxValue);
    }

    /// <summary>The samples, and texts that are near to them.</summary>
    private static IEnumerable<string> Mutations(Random random, string alphabet, string[] samples)
    {
        foreach (var sample in samples)
            yield return sample;
        for (var i = 0; i < Texts; i++)
        {
            var text = new StringBuilder(samples[random.Next(samples.Length)]);
            for (var change = random.Next(4); change > 0; change--)
            {
                var letter = alphabet[random.Next(alphabet.Length)];
                var at = random.Next(text.Length + 1);
                if (at == text.Length || random.Next(3) == 0)
                    text.Insert(at, letter);
                else if (random.Next(3) == 0)
                    text.Remove(at, 1);
                else
                    text[at] = letter;
            }

            yield return text.ToString();
        }
    }

    private sealed class Parsed(IReadOnlyList<string> texts, ValueParser parser) : IDuckDbTableReader
    {
        private int next;

        public int Fill(DuckDbChunkWriter chunk)
        {
            var row = 0;
            for (; row < chunk.Capacity && next < texts.Count; row++, next++)
            {
                var text = Encoding.UTF8.GetBytes(texts[next]);
                chunk.Column(0).Utf8(row, text);
                if (!parser.TryWrite(text, chunk.Column(1), row))
                    chunk.Column(1).Null(row);
            }

            return row;
        }

        public void Dispose()
        {
        }
    }
}
