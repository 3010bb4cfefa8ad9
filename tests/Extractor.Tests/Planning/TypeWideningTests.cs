using EtlMesh.DuckDb;
using EtlMesh.Extractor.Planning;

namespace EtlMesh.Extractor.Tests.Planning;

public class TypeWideningTests
{
    [Theory]
    [InlineData("integer", "INT", "integer")]
    [InlineData("tinyint", "bigint", "bigint")]
    [InlineData("utinyint", "usmallint", "usmallint")]
    [InlineData("utinyint", "tinyint", "smallint")]
    [InlineData("uinteger", "integer", "bigint")]
    [InlineData("ubigint", "bigint", "hugeint")]
    [InlineData("decimal(12,2)", "decimal(10,4)", "decimal(14,4)")]
    [InlineData("decimal(38,10)", "bigint", "decimal(38,10)")]
    [InlineData("decimal(38,30)", "bigint", null)]
    [InlineData("hugeint", "decimal(5,2)", null)]
    [InlineData("smallint", "float", "float")]
    [InlineData("integer", "float", "double")]
    [InlineData("integer", "double", "double")]
    [InlineData("bigint", "double", null)]
    [InlineData("float", "double", "double")]
    [InlineData("decimal(5,2)", "double", null)]
    [InlineData("date", "timestamp", "timestamp")]
    [InlineData("timestamp", "timestamptz", null)]
    [InlineData("boolean", "integer", null)]
    [InlineData("boolean", "text", "varchar")]
    [InlineData("json", "varchar", "varchar")]
    [InlineData("blob", "varchar", null)]
    [InlineData("integer[]", "INTEGER[]", "integer[]")]
    [InlineData("integer[]", "bigint[]", null)]
    public void TwoTypes_HaveTheNarrowestThatHoldsBoth(string one, string other, string? wider)
    {
        Assert.Equal(wider, TypeWidening.Of(one, other));
        Assert.Equal(wider, TypeWidening.Of(other, one));
    }

    /// <summary>The engine itself is asked: the extremes of both types go into the wider one and come back.</summary>
    [Fact]
    public void WiderType_HoldsTheExtremesOfBoth()
    {
        string[] types = ["tinyint", "utinyint", "smallint", "usmallint", "integer", "uinteger", "bigint", "ubigint", "decimal(9,2)", "decimal(18,6)", "decimal(30,0)", "float", "double", "date", "timestamp", "varchar", "boolean"];
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        foreach (var (one, other) in from one in types from other in types select (one, other))
        {
            if (TypeWidening.Of(one, other) is not { } wider)
                continue;
            foreach (var extreme in Extremes(one))
                Assert.True(connection.Scalar<bool>($"select v::{wider}::{one} = v from (select cast({extreme} as {one}) as v)"), $"{extreme} of {one} through {wider}");
        }
    }

    private static string[] Extremes(string type) => type switch
    {
        "tinyint" => ["-128", "127"],
        "utinyint" => ["0", "255"],
        "smallint" => ["-32768", "32767"],
        "usmallint" => ["65535"],
        "integer" => ["-2147483648", "2147483647"],
        "uinteger" => ["4294967295"],
        "bigint" => ["'-9223372036854775808'", "9223372036854775807"],
        "ubigint" => ["18446744073709551615"],
        "decimal(9,2)" => ["-9999999.99", "9999999.99"],
        "decimal(18,6)" => ["999999999999.999999"],
        "decimal(30,0)" => ["'999999999999999999999999999999'"],
        "float" => ["'1e-45'", "'3.4028235e38'", "0.1"],
        "double" => ["'5e-324'", "'1.7976931348623157e308'", "0.1"],
        "date" => ["'1582-10-15'", "'9999-12-31'"],
        "timestamp" => ["'1969-12-31 23:59:59.999999'"],
        "boolean" => ["true", "false"],
        _ => ["''", "'a'"],
    };
}
