namespace EtlMesh.SqlProject;

/// <summary>For the first rendering, which only learns what a template refers to.</summary>
internal sealed class PlaceholderRelations : IRelations
{
    public static PlaceholderRelations Instance { get; } = new();

    public RelationValue Ref(string node) => new(new RelationName(CompiledModel.MainSchema, node));

    public RelationValue Source(SourceTable table) => new(new RelationName(table.Source, table.Table));

    public RelationName This(string schema, string alias) => new(schema, alias);
}
