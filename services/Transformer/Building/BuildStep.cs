using EtlMesh.SqlProject;

namespace EtlMesh.Transformer;

/// <summary>One model or seed of a candidate, ready to be built.</summary>
internal sealed record BuildStep(string Name, string Schema, string Alias, Materialization Materialization, string Sql, IReadOnlyList<string> DependsOn)
{
    public static BuildStep Of(CompiledModel model) =>
        new(model.Name, model.Schema, model.Alias, model.Materialization, model.Sql, model.DependsOn);

    /// <summary>A seed is built as any table is.</summary>
    public static BuildStep Of(CompiledSeed seed) =>
        new(seed.Name, seed.Schema, seed.Alias, Materialization.Table, seed.Sql, []);
}
