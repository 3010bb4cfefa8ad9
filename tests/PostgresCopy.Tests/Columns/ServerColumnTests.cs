namespace EtlMesh.PostgresCopy.Tests.Columns;

[Collection(PostgresTests.Name)]
public sealed class ServerColumnTests(PostgresTests server)
{
    [Theory]
    [InlineData("bool", "boolean")]
    [InlineData("int2", "smallint")]
    [InlineData("int4", "integer")]
    [InlineData("int8", "bigint")]
    [InlineData("oid", "uinteger")]
    [InlineData("float4", "float")]
    [InlineData("float8", "double")]
    [InlineData("numeric", "varchar")]
    [InlineData("numeric(12,2)", "decimal(12,2)")]
    [InlineData("numeric(38,38)", "decimal(38,38)")]
    [InlineData("numeric(39,0)", "varchar")]
    [InlineData("numeric(5,-2)", "decimal(7,0)")]
    [InlineData("numeric(3,5)", "decimal(5,5)")]
    [InlineData("numeric(1,-38)", "varchar")]
    [InlineData("money", "varchar")]
    [InlineData("text", "varchar")]
    [InlineData("varchar(10)", "varchar")]
    [InlineData("char(3)", "varchar")]
    [InlineData("name", "varchar")]
    [InlineData("\"char\"", "varchar")]
    [InlineData("bytea", "blob")]
    [InlineData("date", "date")]
    [InlineData("time(3)", "time")]
    [InlineData("timetz", "varchar")]
    [InlineData("timestamp(3)", "timestamp")]
    [InlineData("timestamptz", "timestamptz")]
    [InlineData("interval", "interval")]
    [InlineData("uuid", "uuid")]
    [InlineData("json", "json")]
    [InlineData("jsonb", "json")]
    [InlineData("xml", "varchar")]
    [InlineData("inet", "varchar")]
    [InlineData("cidr", "varchar")]
    [InlineData("macaddr", "varchar")]
    [InlineData("bit(3)", "varchar")]
    [InlineData("varbit", "varchar")]
    [InlineData("int4range", "varchar")]
    [InlineData("point", "varchar")]
    [InlineData("tsvector", "varchar")]
    [InlineData("int4[]", "integer[]")]
    [InlineData("int4[][]", "varchar")]
    [InlineData("numeric(12,2)[]", "decimal(12,2)[]")]
    [InlineData("numeric[]", "varchar[]")]
    [InlineData("inet[]", "varchar[]")]
    [InlineData("mood", "varchar")]
    [InlineData("mood[]", "varchar[]")]
    [InlineData("pair", "varchar")]
    [InlineData("amount", "decimal(9,4)")]
    [InlineData("fee", "decimal(9,4)")]
    [InlineData("numbers", "bigint[]")]
    public async Task Type_IsDuckDbs(string type, string expected)
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync(
            $"""
            create type mood as enum ('good', 'bad'); create type pair as (a int, b text); create domain amount as numeric(9,4); create domain fee as amount check (value > 0);
            create domain numbers as int8[]; create table t (c {type})
            """);
        var relation = await ServerRelation.FindAsync(copy.Source, "t", default);
        Assert.Equal(expected, Assert.Single(relation!.Columns).Type);
    }

    [Fact]
    public async Task Relation_IsFoundBySchemaCaseAndSearchPath()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("""create schema "Sales"; create table "Sales"."Orders; drop" (id int primary key, gone int, "a""b" text); alter table "Sales"."Orders; drop" drop column gone""");
        var relation = await ServerRelation.FindAsync(copy.Source, "Sales.Orders; drop", default);
        Assert.Equal(("\"Sales\".\"Orders; drop\"", "Sales.Orders; drop"), (relation!.Quoted, relation.ToString()));
        Assert.Equal('r', relation.Kind);
        Assert.Equal([("id", true), ("a\"b", false)], relation.Columns.Select(column => (column.Name, column.IsRequired)));
        Assert.Null(await ServerRelation.FindAsync(copy.Source, "sales.orders", default));
        await copy.ExecuteAsync("set search_path = \"Sales\"");
        Assert.Equal(relation.Id, (await ServerRelation.FindAsync(copy.Source, "Orders; drop", default))!.Id);
    }
}
