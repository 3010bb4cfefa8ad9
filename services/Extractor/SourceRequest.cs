using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>A source with its connection resolved. It may hold secrets: it is never stored or logged.</summary>
/// <param name="Definition">The source in the pipeline file.</param>
/// <param name="Address">Where it is.</param>
/// <param name="OriginFolder">The pipeline's folder; relative paths begin there.</param>
public sealed record SourceRequest(SourceDefinition Definition, ConnectionAddress Address, string OriginFolder)
{
    public override string ToString() => Definition.Name;
}
