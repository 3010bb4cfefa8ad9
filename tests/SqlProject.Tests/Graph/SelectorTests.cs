using EtlMesh.Contracts;

namespace EtlMesh.SqlProject.Tests;

public sealed class SelectorTests
{
    // seed countries → stg_customers ┐
    //                  stg_orders ───┴→ orders → report
    private static ProjectFolder Folder() => new ProjectFolder("name: shop\nmodels:\n  shop:\n    staging:\n      +tags: raw\n")
        .With("seeds/countries.csv", "code\nde\n")
        .Model("staging/stg_customers", "select * from {{ ref('countries') }}")
        .Model("staging/stg_orders", "{{ config(tags=['nightly']) }}select 1")
        .Model("marts/orders", "select * from {{ ref('stg_orders') }}, {{ ref('stg_customers') }}")
        .Model("marts/report", "{{ config(tags='nightly') }}select * from {{ ref('orders') }}");

    [Theory]
    [InlineData(null, null, "countries orders report stg_customers stg_orders")]
    [InlineData("orders", null, "orders")]
    [InlineData("+orders", null, "countries orders stg_customers stg_orders")]
    [InlineData("orders+", null, "orders report")]
    [InlineData("+orders+", null, "countries orders report stg_customers stg_orders")]
    [InlineData("1+orders", null, "orders stg_customers stg_orders")]
    [InlineData("2+report", null, "orders report stg_customers stg_orders")]
    [InlineData("stg_orders+1", null, "orders stg_orders")]
    [InlineData("tag:nightly", null, "report stg_orders")]
    [InlineData("tag:raw", null, "stg_customers stg_orders")]
    [InlineData("+tag:raw", null, "countries stg_customers stg_orders")]
    [InlineData("path:models/staging", null, "stg_customers stg_orders")]
    [InlineData("models/marts/", null, "orders report")]
    [InlineData("path:models/*/report.sql", null, "report")]
    [InlineData("path:seeds", null, "countries")]
    [InlineData("staging", null, "stg_customers stg_orders")]
    [InlineData("shop.marts", null, "orders report")]
    [InlineData("fqn:marts.orders", null, "orders")]
    [InlineData("stg_*", null, "stg_customers stg_orders")]
    [InlineData("stg_orders countries", null, "countries stg_orders")]
    [InlineData("tag:raw,tag:nightly", null, "stg_orders")]
    [InlineData("tag:raw,tag:nightly report", null, "report stg_orders")]
    [InlineData("+report", "tag:raw", "countries orders report")]
    [InlineData(null, "orders+", "countries stg_customers stg_orders")]
    public void Words_Select(string? select, string? exclude, string names)
    {
        using var folder = Folder();

        Assert.Equal(names.Split(' '), Selector.Select(folder.Project(), select, exclude).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ordrs", "Selecting models by `ordrs`: it selects nothing; did you mean `orders`?")]
    [InlineData("tag:none", "Selecting models by `tag:none`: it selects nothing; name a model, tag or path that the project has.")]
    [InlineData("@orders", "Selecting models by `@orders`: `@` is not supported; write `+name+`.")]
    [InlineData("tga:x", "Selecting models by `tga:x`: there is no method `tga`; did you mean `tag`?")]
    [InlineData("orders,", "Selecting models by ``: it is not understood; write a model's name, `tag:…` or `path:…`, with `+` before or after it.")]
    [InlineData("orders,report", "Selecting `orders,report` in project shop: nothing is left; name at least one model.")]
    public void WordsThatSelectNothing_AreNamed(string select, string message)
    {
        using var folder = Folder();
        var project = folder.Project();

        Assert.Equal(message, Assert.Throws<TerminalEtlException>(() => Selector.Select(project, select)).Message);
    }

    [Fact]
    public void WhatIsNotSelected_IsCompiledAndMarked()
    {
        using var folder = Folder().With("models/s.yml", "models:\n  - name: orders\n    columns:\n      - {name: id, tests: [unique]}\n  - name: stg_orders\n    columns:\n      - {name: id, tests: [unique]}\n");

        var compiled = folder.Compile("orders+");

        Assert.Equal(["orders", "report"], compiled.Models.Where(m => m.Selected).Select(m => m.Name));
        Assert.Equal(4, compiled.Models.Count);
        Assert.False(compiled.Seeds.Single().Selected);
        Assert.Equal(["unique_orders_id"], compiled.Checks.Select(c => c.Id));
    }
}
