using EtlMesh.Contracts;

namespace EtlMesh.Lake.Tests.Types;

public sealed class LakeTypeTests
{
    [Theory]
    [InlineData("INTEGER", "INTEGER", "int")]
    [InlineData("UBIGINT", "DECIMAL(20,0)", "decimal(20,0)")]
    [InlineData("HUGEINT", "DECIMAL(38,0)", "decimal(38,0)")]
    [InlineData("DECIMAL(12,2)", "DECIMAL(12,2)", "decimal(12,2)")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE", "timestamp")]
    [InlineData("TIMESTAMP_NS", "TIMESTAMP", "timestamp")]
    [InlineData("TIME", "VARCHAR", "string")]
    [InlineData("ENUM('a, b', 'it''s')", "VARCHAR", "string")]
    [InlineData("UUID[]", "VARCHAR[]", "array<string>")]
    [InlineData("INTEGER[3]", "INTEGER[]", "array<int>")]
    [InlineData("MAP(VARCHAR, UINTEGER[])", "MAP(VARCHAR, BIGINT[])", "map<string,array<bigint>>")]
    [InlineData("STRUCT(\"a b\" DECIMAL(4,2), \"c\"\"d\" STRUCT(\"e\" JSON)[])", "STRUCT(\"a b\" DECIMAL(4,2), \"c\"\"d\" STRUCT(\"e\" VARCHAR)[])", "struct<a b:decimal(4,2),c\"d:array<struct<e:string>>>")]
    public void Type_IsOneThatAllReadersShare(string type, string sql, string hive) => Assert.Equal(new LakeType(sql, hive), LakeType.Of(type));

    [Theory]
    [InlineData("UNION(\"a\" INTEGER, \"b\" VARCHAR)")]
    [InlineData("GEOMETRY")]
    public void OtherType_IsRefusedWithARemedy(string type) =>
        Assert.Equal($"Choosing a type for the lake: it has nothing for `{type}`. Cast the column in the model, for instance to varchar.", Assert.Throws<TerminalEtlException>(() => LakeType.Of(type)).Message);

    [Theory]
    [InlineData("INTEGER", "INTEGER", true)]
    [InlineData("SMALLINT", "BIGINT", true)]
    [InlineData("BIGINT", "INTEGER", false)]
    [InlineData("FLOAT", "DOUBLE", true)]
    [InlineData("DECIMAL(12,2)", "DECIMAL(18,2)", true)]
    [InlineData("DECIMAL(12,2)", "DECIMAL(18,3)", false)]
    [InlineData("DECIMAL(18,2)", "DECIMAL(12,2)", false)]
    [InlineData("INTEGER", "VARCHAR", false)]
    [InlineData("DATE", "TIMESTAMP", false)]
    public void Promotion_IsWhatEveryReaderDoes(string from, string to, bool promoted) => Assert.Equal(promoted, LakeType.IsPromoted(from, to));
}
