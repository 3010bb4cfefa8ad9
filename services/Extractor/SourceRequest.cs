using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>A source with its connection resolved. It may hold secrets: it is never stored or logged.</summary>
/// <param name="Definition">The source in the pipeline file.</param>
/// <param name="Address">Where it is.</param>
/// <param name="OriginFolder">The pipeline's folder; relative paths begin there.</param>
public sealed record SourceRequest(SourceDefinition Definition, ConnectionAddress Address, string OriginFolder)
{
    /// <summary>The night's, which a sensor's answer is held against.</summary>
    public DateOnly RunDate { get; init; }

    public override string ToString() => Definition.Name;
}
