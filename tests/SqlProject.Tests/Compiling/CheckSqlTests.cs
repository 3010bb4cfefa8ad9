namespace EtlMesh.SqlProject.Tests;

public sealed class CheckSqlTests
{
    private const string Orders = "\"daily_shop__u1\".\"main__orders\"";

    [Fact]
    public void Unique_GroupsTheColumn() => Pinned(
        "- unique",
        "unique_orders_id",
        $"""
        select
            id as unique_field,
            count(*) as n_records
        from {Orders}
        where id is not null
        group by id
        having count(*) > 1
        """,
        "no value of orders.id appears twice");

    [Fact]
    public void NotNull_SelectsWholeRows() => Pinned(
        "- not_null", "not_null_orders_id", $"select *\nfrom {Orders}\nwhere id is null", "orders.id is never null");

    [Theory]
    [InlineData("- accepted_values: {values: [placed, it's]}", "accepted_values_orders_id__placed__it_s", "'placed', 'it''s'")]
    [InlineData("- accepted_values: {values: [1, 2], quote: false}", "accepted_values_orders_id__False__1__2", "1, 2")]
    [InlineData("- accepted_values: {arguments: {values: [1, true]}, config: {severity: warn}}", "accepted_values_orders_id__1__True", "'1', 'true'")]
    public void AcceptedValues_SelectsOthers(string declared, string id, string values)
    {
        var check = Compile(declared);

        Assert.Equal(id, check.Id);
        Assert.Equal(
            $"""
            with all_values as (
                select
                    id as value_field,
                    count(*) as n_records
                from {Orders}
                group by id
            )
            select *
            from all_values
            where value_field not in ({values})
            """,
            check.Sql);
    }

    [Fact]
    public void Relationships_IgnoreNullChildren() => Pinned(
        "- relationships: {to: ref('customers'), field: key}",
        "relationships_orders_id__key__ref_customers_",
        $"""
        with child as (
            select *
            from {Orders}
            where id is not null
        ),
        parent as (
            select key as to_field
            from "daily_shop__u1"."main__customers"
        )
        select child.*
        from child
        left join parent on child.id = parent.to_field
        where parent.to_field is null
        """,
        "every orders.id is found in key of ref('customers')");

    [Fact]
    public void Relationships_MayPointToASource() =>
        Assert.Contains("from \"daily_shop__u1\".\"source__raw__customers\"", Compile("- relationships: {to: \"source('raw', 'customers')\", field: key}").Sql);

    [Fact]
    public void Where_BecomesASubquery()
    {
        var check = Compile("- not_null: {config: {where: \"day > '{{ var('run_date') }}'\"}}");

        Assert.Equal($"select *\nfrom (select * from {Orders} where day > '2026-11-20') dbt_subquery\nwhere id is null", check.Sql);
        Assert.Equal("day > '2026-11-20'", check.Where);
    }

    [Theory]
    [InlineData("- not_null: {severity: warn, warn_if: '> 5', error_if: 'between 6 and 9', fail_calc: max(x), limit: 7, store_failures: true, tags: [b, a]}")]
    [InlineData("- not_null: {config: {severity: WARN, warn_if: '>5', error_if: 'between 6 and 9', fail_calc: max(x), limit: 7, store_failures: true, tags: [a, b]}}")]
    public void Settings_AreReadInBothPlaces(string declared)
    {
        var check = Compile(declared);

        Assert.Equal(CheckSeverity.Warn, check.Severity);
        Assert.Equal("> 5", check.WarnIf.ToString());
        Assert.Equal("between 6 and 9", check.ErrorIf.ToString());
        Assert.True(check.StoreFailures);
        Assert.Equal(["a", "b"], check.Tags);
        Assert.Equal($"select max(x) as failures\nfrom (\nselect *\nfrom {Orders}\nwhere id is null\nlimit 7\n) as check_rows", check.FailuresSql);
    }

    [Fact]
    public void CustomTest_IsCalledWithItsArguments()
    {
        using var folder = Folder("- above: {floor: 3, of: ref('customers')}")
            .With("tests/generic/above.sql", "{% test above(model, column_name, floor, of, by=1) %}select {{ column_name }} from {{ model }}, {{ of }} where {{ column_name }} < {{ floor * by }}{% endtest %}");

        var check = folder.Compile().Checks.Single();

        Assert.Equal("above_orders_id__3__ref_customers_", check.Id);
        Assert.Equal(CheckKind.Custom, check.Kind);
        Assert.Equal($"select id from {Orders}, \"daily_shop__u1\".\"main__customers\" where id < 3", check.Sql);
        Assert.Equal(["customers", "orders"], check.DependsOn);
    }

    [Fact]
    public void SingularTest_IsItsOwnSql()
    {
        using var folder = Folder("[]").With("tests/assert_positive.sql", "{{ config(severity='warn', error_if='>100') }}\nselect * from {{ ref('orders') }} where amount < 0;\n");

        var check = folder.Compile().Checks.Single();

        Assert.Equal(("assert_positive", "orders", CheckKind.Singular, CheckSeverity.Warn, "> 100"), (check.Id, check.Model, check.Kind, check.Severity, check.ErrorIf.ToString()));
        Assert.Equal($"select * from {Orders} where amount < 0", check.Sql);
        Assert.Equal("tests/assert_positive.sql selects no rows", check.Expected);
    }

    [Fact]
    public void TestOnASource_IsNamedAfterIt()
    {
        using var folder = Folder("[]").With("models/sources.yml", "sources:\n  - name: raw\n    tables:\n      - name: orders\n        columns:\n          - name: id\n            tests: [not_null]\n");

        var check = folder.Compile().Checks.Single();

        Assert.Equal(("source_not_null_raw_orders_id", "raw.orders"), (check.Id, check.Model));
        Assert.Equal("select *\nfrom \"daily_shop__u1\".\"source__raw__orders\"\nwhere id is null", check.Sql);
    }

    [Fact]
    public void LongName_IsShortenedByItsHash() => Assert.Equal(
        "accepted_values_orders_c26516953de38250a29515ba9fba6a57",
        Compile("- accepted_values: {values: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbb]}").Id);

    [Fact]
    public void CheckOnAnEphemeralModel_CarriesItsCte()
    {
        using var folder = Folder("- not_null").Model("orders", "{{ config(materialized='ephemeral') }}select 1 as id");

        Assert.Equal("with __dbt__cte__orders as (\nselect 1 as id\n)\nselect *\nfrom __dbt__cte__orders\nwhere id is null", folder.Compile().Checks.Single().Sql);
    }

    private static void Pinned(string declared, string id, string sql, string expected)
    {
        var check = Compile(declared);

        Assert.Equal((id, "orders", "id", expected), (check.Id, check.Model, check.Column, check.Expected));
        Assert.Equal(sql, check.Sql);
    }

    private static CompiledCheck Compile(string declared)
    {
        using var folder = Folder(declared);
        return folder.Compile().Checks.Single();
    }

    private static ProjectFolder Folder(string declared) => new ProjectFolder()
        .Model("orders", "select 1 as id")
        .Model("customers", "select 1 as key")
        .With("models/schema.yml", $"version: 2\nmodels:\n  - name: orders\n    columns:\n      - name: id\n        tests:\n          {declared}\n");
}
