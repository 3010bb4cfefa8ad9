using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>A pipeline's folder, strictly read: ready to run, or with everything that is wrong.</summary>
public sealed record CheckedPipeline
{
    /// <summary>Absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Null when the pipeline file itself has problems.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>Null when anything has problems.</summary>
    public SqlProject? Project { get; init; }

    /// <summary>Files are told from the pipeline's folder, or from where the reader says.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The pipeline's name; that of its folder while the file cannot be read.</summary>
    public string Name => Definition?.Name ?? Path.GetFileName(Folder);
}
