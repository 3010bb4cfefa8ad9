namespace EtlMesh.SqlProject.Tests;

public sealed class ContextTests
{
    [Theory]
    [InlineData("{{ source('raw', 'orders') }}", "\"daily_shop__u1\".\"source__raw__orders\"")]
    [InlineData("{{ ref('other') }}", "\"daily_shop__u1\".\"main__other\"")]
    [InlineData("{{ ref('shop', 'other') }}", "\"daily_shop__u1\".\"main__other\"")]
    [InlineData("{{ ref('other').identifier }}", "main__other")]
    [InlineData("{{ this }}", "\"daily_shop\".\"m\"")]
    [InlineData("{{ this.schema }}.{{ this.identifier }}", "daily_shop.m")]
    [InlineData("{{ config(schema='marts', alias='x') }}{{ this }}", "\"daily_shop\".\"m\"")]
    [InlineData("{{ var('run_date') }}", "2026-11-20")]
    [InlineData("{{ var('limit') }}", "10")]
    [InlineData("{{ var('colour') }}", "green")]
    [InlineData("{{ var('nothing', 'fallback') }}", "fallback")]
    [InlineData("{{ var('nothing', none) is none }}", "True")]
    [InlineData("{{ env_var('REGION') }} {{ env_var('NONE', 'x') }}", "eu x")]
    [InlineData("{{ target.name }} {{ target.type }} {{ target.schema }}", "default duckdb daily_shop")]
    [InlineData("{{ model.name }} {{ model.path }}", "m models/m.sql")]
    [InlineData("{{ project_name }} {{ execute }} {{ is_incremental() }}", "shop True False")]
    [InlineData("{{ run_started_at }}", "2026-11-20 00:00:00+00:00")]
    [InlineData("{{ run_started_at.strftime('%Y%m%d %j') }}", "20261120 324")]
    [InlineData("{{ type_string() }} {{ dbt.type_timestamp() }}", "varchar timestamp")]
    [InlineData("{{ log('x', info=true) }}{{ print('y') }}1", "1")]
    [InlineData("{{ config(materialized='table') }}{{ config.get('materialized') }} {{ config.get('x', 'y') }}", "table y")]
    [InlineData("{{ twice(3) }} {{ shop.twice(4) }}", "6 8")]
    [InlineData("{{ indirect() }}", "\"daily_shop__u1\".\"main__other\"")]
    [InlineData("{% call wrapped() %}a{% endcall %}", "(a)")]
    [InlineData("{{ builtins.ref('other') }}", "\"daily_shop__u1\".\"main__other\"")]
    [InlineData("select 1;\n", "select 1")]
    public void Template_IsRendered(string template, string sql)
    {
        using var folder = Folder().Model("m", template);

        Assert.Equal(sql, folder.Sql("m"));
    }

    [Theory]
    [InlineData("{{ var('colr') }}", "models/m.sql:1:4: `var('colr')` has no value and no default; did you mean `colour`?; give it under `vars` in the pipeline file or in dbt_project.yml, or as the second argument of var")]
    [InlineData("{{ env_var('NONE') }}", "models/m.sql:1:4: `env_var('NONE')`: the environment variable is not set, and there is no default; set it in the environment, or give a default as the second argument of env_var")]
    [InlineData("select\n  {{ run_query('x') }}", "models/m.sql:2:6: `run_query` is not supported; templates are rendered without the warehouse: write what is asked of it into the SQL, or give it as a var")]
    [InlineData("{{ adapter.dispatch('x')() }}", "models/m.sql:1:12: `adapter.dispatch` is not supported; there are no adapters: call the macro by its name, or write the SQL of the warehouse that the pipeline names")]
    [InlineData("{{ dbt_utils.star(ref('other')) }}", "models/m.sql:1:14: `dbt_utils.star` is not supported; packages are not installed: copy the macro into the project's macros/ folder and call it by its own name")]
    [InlineData("{{ modules.datetime.date.today() }}", "models/m.sql:1:12: `modules.datetime` is not supported; Python's modules are not there: the run's date is var('run_date'); calculate with dates in SQL")]
    [InlineData("{{ exceptions.raise_compiler_error('no good') }}", "models/m.sql:1:15: no good; correct the template at this place")]
    [InlineData("{{ ref('othr') }}", "models/m.sql:1:4: `ref('othr')` refers to a model that is not there; did you mean `other`?")]
    [InlineData("{{ ref('elsewhere', 'other') }}", "models/m.sql:1:4: `ref` names the project `elsewhere`, but there is only `shop`: packages are not installed; correct the template at this place")]
    [InlineData("{{ source('raw', 'order') }}", "models/m.sql:1:4: `source('raw', 'order')` names a table that the pipeline file's source `raw` does not have; did you mean `orders`?")]
    [InlineData("{{ source('rae', 'orders') }}", "models/m.sql:1:4: `source('rae', 'orders')` names a source that the pipeline file does not have; did you mean `raw`?")]
    [InlineData("{{ config.require('k') }}1", "models/m.sql:1:11: `config.require('k')`: models/m.sql sets no `k`; correct the template at this place")]
    [InlineData("{{ nonsense }}", "models/m.sql:1:4: `nonsense` is undefined; correct the name, or define the macro in macros/ or the variable with `set`")]
    [InlineData("select {{ 1 + }}", "models/m.sql:1:15: expected an expression, found `}}`; correct the template at this place")]
    [InlineData("-- {{ graph }}", "models/m.sql:1:1: `graph` is not supported; templates are rendered without the warehouse: write what is asked of it into the SQL, or give it as a var")]
    [InlineData("{{ return(1) }}", "models/m.sql:1:4: `return` ends a macro, and this is outside a macro; correct the template at this place")]
    public void Template_Fails_WithItsPlace(string template, string problem)
    {
        using var folder = Folder().Model("m", template);

        Assert.Equal(problem, folder.Problem());
    }

    private static ProjectFolder Folder()
    {
        var folder = new ProjectFolder("name: shop\nvars:\n  limit: 5\n  colour: red\n  shop:\n    colour: green\n")
            .Model("other", "select 1")
            .With("macros/m.sql", "{% macro twice(n) %}{{ return(n * 2) }}{% endmacro %}{% macro indirect() %}{{ ref('other') }}{% endmacro %}{% macro wrapped() %}({{ caller() }}){% endmacro %}");
        folder.Vars["limit"] = 10L;
        folder.Environment["REGION"] = "eu";
        return folder;
    }
}
