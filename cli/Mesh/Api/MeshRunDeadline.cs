namespace EtlMesh.Cli;

/// <summary>What happens to a run by itself if nothing else does.</summary>
/// <param name="What">Such as a stage's timeout.</param>
/// <param name="DueAt">When.</param>
public sealed record MeshRunDeadline(string What, DateTimeOffset DueAt);
