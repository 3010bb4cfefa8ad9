namespace EtlMesh.SqlProject.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Settings_GoFromTheGeneralToTheParticular()
    {
        using var folder = new ProjectFolder("name: shop\nmodels:\n  +materialized: view\n  shop:\n    +tags: [all]\n    marts:\n      +materialized: table\n      +schema: \"{{ var('area', 'marts') }}\"\n      fact:\n        +alias: from_tree\n")
            .Model("a", "select 1")
            .Model("marts/b", "select 1")
            .Model("marts/fact", "select 1")
            .Model("marts/c", "{{ config(materialized='view', schema='own', tags='inline') }}select 1")
            .With("models/s.yml", "models:\n  - name: c\n    description: The third\n    config: {materialized: ephemeral, tags: yaml}\n");

        var models = folder.Compile().Models.ToDictionary(m => m.Name);

        Assert.Equal((Materialization.View, "main", "a"), (models["a"].Materialization, models["a"].Schema, models["a"].Alias));
        Assert.Equal((Materialization.Table, "marts", "b"), (models["b"].Materialization, models["b"].Schema, models["b"].Alias));
        Assert.Equal("from_tree", models["fact"].Alias);
        Assert.Equal((Materialization.View, "own", "The third"), (models["c"].Materialization, models["c"].Schema, models["c"].Description));
        Assert.Equal(["all", "inline", "yaml"], models["c"].Tags);
    }
}
