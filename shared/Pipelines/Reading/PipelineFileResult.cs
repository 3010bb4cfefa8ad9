namespace EtlMesh.Pipelines;

/// <summary>A strictly read pipeline file: its definition, or everything that is wrong with it.</summary>
public sealed record PipelineFileResult
{
    /// <summary>Null when there are problems.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Every environment variable that the file names, in its order, each once.</summary>
    public IReadOnlyList<EnvironmentReference> Environment { get; init; } = [];
}
