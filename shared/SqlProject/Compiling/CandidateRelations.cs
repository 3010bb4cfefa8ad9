namespace EtlMesh.SqlProject;

/// <summary>Gives the names of one candidate to the templates, and remembers nothing.</summary>
internal sealed class CandidateRelations(SqlProject project, IRelationNames names) : IRelations
{
    private readonly Dictionary<string, RelationValue> _nodes = project.Models
        .ToDictionary(m => m.Name, m => Value(names, m), StringComparer.Ordinal)
        .Concat(project.Seeds.Select(s => KeyValuePair.Create(s.Name, new RelationValue(names.Model(s.Schema, s.Alias)))))
        .ToDictionary(StringComparer.Ordinal);

    public RelationValue Ref(string node) => _nodes[node];

    public RelationValue Source(SourceTable table) => new(names.Source(table.Source, table.Table));

    public RelationName This(string schema, string alias) => names.This(schema, alias);

    private static RelationValue Value(IRelationNames names, SqlModel model) => new(
        names.Model(model.Schema, model.Alias),
        model.Materialization == Materialization.Ephemeral ? EphemeralModels.CteOf(model.Name) : null);
}
