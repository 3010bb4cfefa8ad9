namespace EtlMesh.SqlProject.Tests;

public sealed class SeedTests
{
    [Theory]
    [InlineData("1\n-2\n", "bigint")]
    [InlineData("1\n2.5\n1e3\n", "double precision")]
    [InlineData("true\nFALSE\n", "boolean")]
    [InlineData("2026-02-28\n", "date")]
    [InlineData("2026-02-28\n2026-02-28 10:11:12.5\n", "timestamp")]
    [InlineData("2026-02-30\n", "varchar")]
    [InlineData("00501\n", "varchar")]
    [InlineData("0\n0.5\n", "double precision")]
    [InlineData("1\nx\n", "varchar")]
    [InlineData("99999999999999999999\n", "double precision")]
    [InlineData("", "varchar")]
    public void Type_IsTheNarrowestThatHoldsAll(string values, string type)
    {
        using var folder = new ProjectFolder().With("seeds/s.csv", "a\n" + values);

        Assert.Equal([new SeedColumn("a", type)], folder.Project().Seeds.Single().Columns);
    }

    [Fact]
    public void QuotesLineBreaksAndEmptyFields_AreKeptApart()
    {
        using var folder = new ProjectFolder().With("seeds/s.csv", "\uFEFFa,b\r\n\"x \"\"y\"\",\nz\",\r\n\"\",it's\r\n");

        Assert.Equal(
            "select\n    cast(column_1 as varchar) as \"a\",\n    cast(column_2 as varchar) as \"b\"\nfrom (values\n    ('x \"y\",\nz', null),\n    ('', 'it''s')\n) as seed_rows(column_1, column_2)",
            folder.Compile().Seeds.Single().Sql);
    }

    [Fact]
    public void OnRedshift_RowsAreSelectsAndBackslashesAreKept()
    {
        using var folder = new ProjectFolder { Target = new ProjectTarget(Type: "redshift") }.With("seeds/s.csv", "a,n\nit's \\d,1\n,2\n");

        Assert.Equal(
            "select\n    cast(column_1 as varchar(65535)) as \"a\",\n    cast(column_2 as bigint) as \"n\"\nfrom (\n    select cast('it''s \\\\d' as varchar(65535)) as column_1, cast('1' as varchar(65535)) as column_2\n    union all\n    select null, '2'\n) as seed_rows",
            folder.Compile().Seeds.Single().Sql);
    }

    [Fact]
    public void SeedWithoutRows_GivesNone()
    {
        using var folder = new ProjectFolder().With("seeds/s.csv", "a\n");

        Assert.Equal("select\n    cast(column_1 as varchar) as \"a\"\nfrom (values\n    (null)\n) as seed_rows(column_1)\nwhere 1 = 0", folder.Compile().Seeds.Single().Sql);
    }

    [Theory]
    [InlineData("{b: bigint}", "`column_types` names `b`, which the seed does not have")]
    [InlineData("{a: 'int) ; drop'}", "`int) ; drop` is no SQL type for `a`")]
    public void ColumnTypes_ThatCannotBe_AreNamed(string types, string message)
    {
        using var folder = new ProjectFolder($"name: shop\nseeds:\n  +column_types: {types}\n").With("seeds/s.csv", "a\n1\n");

        Assert.Contains(message, folder.Problem());
    }
}
