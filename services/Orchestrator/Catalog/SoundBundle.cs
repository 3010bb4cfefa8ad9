using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Catalog;

/// <summary>A bundle that can run in the mesh.</summary>
/// <param name="Definition">Its pipeline, strictly read.</param>
/// <param name="PipelineFile">The text of its pipeline file.</param>
internal sealed record SoundBundle(PipelineDefinition Definition, string PipelineFile);
