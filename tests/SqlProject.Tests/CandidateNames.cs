namespace EtlMesh.SqlProject.Tests;

/// <summary>Names as a warehouse gives them to a candidate, without its limit on their length.</summary>
/// <param name="pipeline">The pipeline's name; <c>-</c> becomes <c>_</c>.</param>
/// <param name="candidateUid">The candidate's uid.</param>
internal sealed class CandidateNames(string pipeline, string candidateUid) : IRelationNames
{
    private readonly string _published = pipeline.Replace('-', '_');

    public RelationName Model(string schema, string alias) => new(Schema, $"{schema}__{alias}");

    public RelationName Source(string source, string table) => new(Schema, $"source__{source}__{table}");

    public RelationName This(string schema, string alias) =>
        new(string.Equals(schema, CompiledModel.MainSchema, StringComparison.Ordinal) ? _published : $"{_published}_{schema}", alias);

    private string Schema => $"{_published}__{candidateUid}";
}
