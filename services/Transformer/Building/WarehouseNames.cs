using EtlMesh.SqlProject;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>The names of a candidate's objects, as the warehouse gives them.</summary>
internal sealed class WarehouseNames(string pipeline, string candidate) : IRelationNames
{
    private readonly string schema = Names.CandidateSchema(pipeline, candidate);

    public RelationName Model(string schema, string alias) => new(this.schema, Names.Model(schema, alias));

    public RelationName Source(string source, string table) => new(schema, Names.Source(source, table));

    public RelationName This(string schema, string alias) => new(Names.PublishedSchema(pipeline, schema), alias);
}
