using EtlMesh.SqlProject;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>The names that readers know: SQL to be looked at, before there is a candidate.</summary>
internal sealed class ReaderNames(string pipeline) : IRelationNames
{
    public RelationName Model(string schema, string alias) => new(Names.PublishedSchema(pipeline, schema), alias);

    public RelationName Source(string source, string table) => new(source, table);

    public RelationName This(string schema, string alias) => Model(schema, alias);
}
