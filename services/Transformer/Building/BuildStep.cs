using EtlMesh.SqlProject;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>One model or seed of a candidate: built from its SQL, or carried over from the parent when it is not selected.</summary>
internal sealed record BuildStep(ModelSpec Model, string Path, IReadOnlyList<string> DependsOn, bool Selected)
{
    public string Name => Model.Name;

    public static BuildStep Of(CompiledModel model) => new(
        new ModelSpec
        {
            Name = model.Name,
            Schema = model.Schema,
            Alias = model.Alias,
            Materialization = model.Materialization == Materialization.View ? "view" : "table",
            Sql = model.Sql,
        },
        model.Path,
        model.DependsOn,
        model.Selected);

    /// <summary>A seed is built as any table is.</summary>
    public static BuildStep Of(CompiledSeed seed) => new(
        new ModelSpec { Name = seed.Name, Schema = seed.Schema, Alias = seed.Alias, Materialization = "table", Sql = seed.Sql },
        seed.Path,
        [],
        seed.Selected);
}
