namespace EtlMesh.SqlProject.Tests;

public sealed class EphemeralTests
{
    [Theory]
    [InlineData("select * from {{ ref('a') }}", "with __dbt__cte__a as (\nselect 1\n)\nselect * from __dbt__cte__a")]
    [InlineData("with x as (select * from {{ ref('a') }}) select * from x", "with __dbt__cte__a as (\nselect 1\n),\nx as (select * from __dbt__cte__a) select * from x")]
    [InlineData("-- with care\n/* with */ WITH RECURSIVE x as (select * from {{ ref('a') }}) select 2", "-- with care\n/* with */ WITH RECURSIVE __dbt__cte__a as (\nselect 1\n),\nx as (select * from __dbt__cte__a) select 2")]
    [InlineData("select * from {{ ref('b') }}", "with __dbt__cte__a as (\nselect 1\n),\n__dbt__cte__b as (\nwith q as (select * from __dbt__cte__a) select * from q\n)\nselect * from __dbt__cte__b")]
    [InlineData("select * from {{ ref('a') }}, {{ ref('b') }}, {{ ref('a') }}", "with __dbt__cte__a as (\nselect 1\n),\n__dbt__cte__b as (\nwith q as (select * from __dbt__cte__a) select * from q\n)\nselect * from __dbt__cte__a, __dbt__cte__b, __dbt__cte__a")]
    [InlineData("select withdrawn from {{ ref('a') }}", "with __dbt__cte__a as (\nselect 1\n)\nselect withdrawn from __dbt__cte__a")]
    public void EphemeralModels_AreInjectedOnce(string model, string sql)
    {
        using var folder = Folder().Model("m", model);

        Assert.Equal(sql, folder.Sql("m"));
    }

    [Fact]
    public void BuiltModel_DependsThroughEphemeralOnes()
    {
        using var folder = Folder()
            .Model("base", "select 1")
            .Model("c", "{{ config(materialized='ephemeral') }}select * from {{ ref('base') }}, {{ source('raw', 'orders') }}")
            .Model("m", "select * from {{ ref('c') }}");

        var compiled = folder.Compile();

        Assert.Equal(["base", "m"], compiled.Models.Select(m => m.Name));
        Assert.Equal(["base"], compiled.Models[1].DependsOn);
        Assert.Equal([new SourceTable("raw", "orders")], compiled.Models[1].Sources);
        Assert.Equal([1, 2], compiled.Models.Select(m => m.Level));
        Assert.Contains(new LineageEdge("model.c", "model.m", LineageKind.ModelToModel), compiled.Lineage);
    }

    private static ProjectFolder Folder() => new ProjectFolder()
        .Model("a", "{{ config(materialized='ephemeral') }}\nselect 1;")
        .Model("b", "{{ config(materialized='ephemeral') }}with q as (select * from {{ ref('a') }}) select * from q");
}
