using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>A slice to be brought to landing.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Table">The table in the pipeline file.</param>
/// <param name="Command">What was asked: attempt, slice k of n, columns.</param>
public sealed record SliceRequest(SourceRequest Source, TableDefinition Table, ExtractSlice Command);
