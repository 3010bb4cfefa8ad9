using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>A table to be divided.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Table">The table in the pipeline file.</param>
/// <param name="Base">What the head knows of it.</param>
/// <param name="Night">What it is read for.</param>
public sealed record TableRequest(SourceRequest Source, TableDefinition Table, TableBase Base, PlannedNight Night);
