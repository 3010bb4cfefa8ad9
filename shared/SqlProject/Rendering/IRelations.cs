namespace EtlMesh.SqlProject;

/// <summary>What <c>ref</c>, <c>source</c> and <c>this</c> give while a template is rendered.</summary>
internal interface IRelations
{
    RelationValue Ref(string node);

    RelationValue Source(SourceTable table);

    RelationName This(string schema, string alias);
}
