namespace EtlMesh.SqlProject.Tests;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("models:\n  - name: m\n    colums: []\n", "models/s.yml:3:5: unknown key `colums`; did you mean `columns`?")]
    [InlineData("modles: []\n", "models/s.yml:1:1: unknown key `modles`; did you mean `models`?")]
    [InlineData("version: 3\n", "models/s.yml:1:10: version `3` of property files is not known; write `version: 2`")]
    [InlineData("models:\n  - name: mm\n", "models/s.yml:2:11: model `mm` is described, but it is not there; did you mean `m`?")]
    [InlineData("models:\n  - description: x\n", "models/s.yml:2:5: this model has no name; write `- name: my_model`")]
    [InlineData("models:\n  m: x\n", "models/s.yml:2:3: here should be a list of models; write `- name: my_model`")]
    [InlineData("models:\n  - name: m\n  - name: m\n", "models/s.yml:3:11: model `m` is described twice: also at models/s.yml:2; keep one of the two")]
    [InlineData("models:\n  - name: m\n    tests:\n      - positve\n", "models/s.yml:4:9: there is no test `positve`; did you mean `positive`?")]
    [InlineData("models:\n  - name: m\n    tests: [unique]\n", "models/s.yml:3:13: the test `unique` needs a column; declare it under a column, or give `column_name`")]
    [InlineData("models:\n  - name: m\n    tests:\n      - dbt_utils.recency: {field: x}\n", "models/s.yml:4:9: `dbt_utils.recency` is not supported; packages are not installed: write the test as a `{% test %}` block under tests/generic/")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests:\n          - accepted_values: {vals: [a]}\n", "models/s.yml:6:13: the test `accepted_values` needs `values`; write `values: [a, b]`|models/s.yml:6:31: the test `accepted_values` takes no `vals`; did you mean `values`?")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests:\n          - accepted_values:\n            values: [a]\n", "models/s.yml:7:13: `values` stands beside the test `accepted_values`, not under it; indent the arguments further than the test's name")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests:\n          - relationships: {to: ref('elsewhere'), field: id}\n", "models/s.yml:6:29: `ref('elsewhere')` refers to a model that is not there; create it, or correct the name")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests:\n          - not_null: {severity: fatal}\n", "models/s.yml:6:34: unknown severity `fatal`; write one of `error`, `warn`")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests:\n          - not_null: {warn_if: many}\n", "models/s.yml:6:33: `warn_if` is `many`; write a comparison of the number of failures, such as `> 10`, `!= 0` or `between 1 and 5`")]
    [InlineData("models:\n  - name: m\n    columns:\n      - name: c\n        tests: [unique, unique]\n", "models/s.yml:5:25: two checks are called `unique_m_c`: the other is at models/s.yml:5; remove one of them, or give it a `name` of its own")]
    [InlineData("sources:\n  - name: raw\n    tables: [{name: ordrs}]\n", "models/s.yml:3:21: source table `raw.ordrs` is described, which is a table that the pipeline file's source `raw` does not have; did you mean `orders`?")]
    [InlineData("metrics: []\n", "models/s.yml:1:1: `metrics` are not supported; write the metric as a column of a model")]
    [InlineData("snapshots: []\n", "models/s.yml:1:1: `snapshots` are not supported; write a model; the pipeline file's `snapshot: table` reads a table in one piece")]
    [InlineData("models:\n  - name: m\n    config: {materialized: tabel}\n", "models/s.yml:3:14: unknown materialization `tabel`; did you mean `table`?")]
    [InlineData("models:\n  - name: m\n    config: {materialized: incremental}\n", "models/s.yml:3:14: `materialized: incremental` is not supported yet; write `table`: it is rebuilt every night")]
    [InlineData("models:\n  - name: m\n    config: {post-hook: grant x}\n", "models/s.yml:3:14: the setting `post_hook` is not supported; hooks do not run: write it as a model of its own, or name readers under `grants` of the pipeline file")]
    [InlineData("models:\n  - name: m\n    config: {schema: 'a b'}\n", "models/s.yml:3:14: `a b` is no name for a schema; use letters, digits and _, beginning with a letter or _, at most 63 of them")]
    [InlineData("models:\n  - name: m\n   config: 1\n", "models/s.yml:3:4: this is not valid YAML: *; correct indentation, quotes and colons at this place")]
    public void PropertyFile_Problems(string yaml, string problems)
    {
        using var folder = Folder().With("models/s.yml", yaml);

        Same(problems, folder.Problems());
    }

    [Theory]
    [InlineData("version: '1'\n", "dbt_project.yml:1: the project has no name; write `name:` with letters, digits and _")]
    [InlineData("name: my-shop\n", "dbt_project.yml:1:7: `my-shop` is no project name; write `name:` with letters, digits and _")]
    [InlineData("", "dbt_project.yml: the file is empty; write at least `name: my_project`")]
    [InlineData("- a\n", "dbt_project.yml:1:1: the file is no mapping of keys to values; begin it with keys, such as `version: 2`")]
    [InlineData("name: shop\nmodel-path: [m]\n", "dbt_project.yml:2:1: unknown key `model-path`; did you mean `model-paths`?")]
    [InlineData("name: shop\nmacro-paths: ['../x']\n", "dbt_project.yml:2:15: `../x` in `macro-paths` is no folder of the project; name a folder below dbt_project.yml, without `..`")]
    [InlineData("name: shop\non-run-end: [grant]\n", "dbt_project.yml:2:1: `on-run-end` is not supported; hooks do not run: write it as a model, or name readers under `grants` of the pipeline file")]
    [InlineData("name: shop\nmodels:\n  other: {+enabled: true}\n", "dbt_project.yml:3:3: `other` is not this project; settings go under the project's name, `shop`; packages are not installed")]
    [InlineData("name: shop\nmodels:\n  shop:\n    n: {+enabled: true}\n", "dbt_project.yml:4:5: settings for `n`, but there is no such folder or file; did you mean `m`?")]
    public void ProjectFile_Problems(string yaml, string problem)
    {
        using var folder = Folder(yaml);

        Same(problem, folder.Problems());
    }

    [Theory]
    [InlineData("models/p.py", "def model(): pass", "models/p.py: Python models are not supported; write the model in SQL")]
    [InlineData("snapshots/s.sql", "x", "snapshots/s.sql: snapshots are not supported; write a model instead, or delete the file")]
    [InlineData("packages.yml", "packages:\n  - package: x/y\n", "packages.yml:1:1: `packages` are not supported; copy what you use of them into the project's macros/ and models/ folders, and delete this file")]
    [InlineData("models/sub/m.sql", "select 2", "models/sub/m.sql: two models are called `m`: the other is models/m.sql; rename one of the files; a model's name is its file's")]
    [InlineData("seeds/m.csv", "a\n1\n", "seeds/m.csv: `m` is a model and a seed: the model is models/m.sql; rename one of the files")]
    [InlineData("models/n.sql", "{{ config(alias='M') }}select 2", "models/n.sql: `main.m` is also the name of models/m.sql; give one of them another `alias` or `schema`")]
    [InlineData("models/n.sql", "{# nothing #}", "models/n.sql:1:1: the model gives no SQL; write one SELECT, or delete the file")]
    [InlineData("models/n.sql", "select * from {{ ref('n') }}", "models/n.sql:1:18: models refer to each other in a circle: n (models/n.sql) → n (models/n.sql); remove one of these references, or move what both need into a model of its own")]
    [InlineData("macros/x.sql", "{% macro generate_schema_name(a, b) %}x{% endmacro %}", "macros/x.sql:1:10: the macro `generate_schema_name` would change how things are named, which is not supported; delete it; a model with `schema: x` is published as {pipeline}_x")]
    [InlineData("macros/x.sql", "{% materialization own %}{% endmaterialization %}", "macros/x.sql:1:4: *; own materializations are not supported: use view, table or ephemeral")]
    [InlineData("seeds/s.csv", "a,b\n1\n", "seeds/s.csv:2: the row has 1 values, the header has 2; write a header line and one line for each row, with quotes around values that hold commas")]
    [InlineData("seeds/s.csv", "a,a\n", "seeds/s.csv:1: the header names a column twice, or not at all; give each column a name of its own")]
    [InlineData("seeds/s.csv", "a\n\"x\n", "seeds/s.csv: the quote that opens in line 2 is never closed; close it, or double it where it belongs to the value")]
    [InlineData("seeds/s.csv", "", "seeds/s.csv: the seed is empty; write a header line and one line for each row, with quotes around values that hold commas")]
    public void File_Problems(string path, string text, string problem)
    {
        using var folder = Folder().With(path, text);

        Same(problem, folder.Problems());
    }

    [Fact]
    public void MissingProjectFile_IsNamed()
    {
        using var folder = new ProjectFolder().Without("dbt_project.yml");

        Assert.Equal("dbt_project.yml: there is no such file; create it beside the models folder, with at least `name: my_project`", folder.Problem());
    }

    [Fact]
    public void Circle_IsToldAsAPath()
    {
        using var folder = new ProjectFolder()
            .Model("c", "select * from {{ ref('a') }}").Model("a", "select * from {{ ref('b') }}").Model("b", "select 1\nfrom {{ ref('c') }}");

        Assert.StartsWith("models/a.sql:1:18: models refer to each other in a circle: a (models/a.sql) → b (models/b.sql) → c (models/c.sql) → a (models/a.sql);", folder.Problem());
    }

    [Fact]
    public void DisabledModel_IsGoneAndCannotBeReferredTo()
    {
        using var folder = Folder()
            .Model("off", "{{ config(enabled=false) }}select * from {{ ref('nothing') }}")
            .With("models/s.yml", "models:\n  - name: off\n    tests: [positive]\n");
        Assert.Equal(["m"], folder.Project().Models.Select(m => m.Name));

        folder.Model("n", "select * from {{ ref('off') }}");
        Assert.Equal("models/n.sql:1:18: `ref('off')` refers to a model that is disabled; enable models/off.sql, or remove the reference", folder.Problem());
    }

    [Fact]
    public void AllProblems_AreToldAtOnceInOrder()
    {
        using var folder = new ProjectFolder { FolderInPipeline = "transform/" }
            .Model("b", "{{ var('x') }}").Model("a", "{{ ref('none') }} {{ source('raw', 'none') }}").With("macros/m.sql", "{% macro x( %}");

        Assert.Equal(["transform/macros/m.sql:1", "transform/models/a.sql:1", "transform/models/a.sql:1", "transform/models/b.sql:1"], folder.Read().Problems.Select(p => $"{p.File}:{p.Line}"));
    }

    [Fact]
    public void YamlThatGrowsByAliases_IsRefused()
    {
        var yaml = "a: &a [1,1,1,1,1,1,1,1,1,1]\n" + string.Concat(Enumerable.Range(1, 7).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(",", Enumerable.Repeat($"*{(char)('a' + i - 1)}", 10))}]\n"));
        using var folder = Folder().With("models/s.yml", yaml);

        Assert.Contains("the file holds too many values", Assert.Single(folder.Problems()));
    }

    private static ProjectFolder Folder(string project = "name: shop\n") => new ProjectFolder(project)
        .Model("m", "select 1").With("tests/generic/t.sql", "{% test positive(model) %}select 1{% endtest %}");

    /// <summary>Several problems are separated by <c>|</c>; <c>*</c> stands for words of another library.</summary>
    private static void Same(string expected, string[] problems)
    {
        var actual = string.Join('|', problems);
        if (!expected.Contains('*')) Assert.Equal(expected, actual);
        else Assert.True(actual.StartsWith(expected[..expected.IndexOf('*')]) && actual.EndsWith(expected[(expected.IndexOf('*') + 1)..]), actual);
    }
}
