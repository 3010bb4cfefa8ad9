namespace EtlMesh.Cli;

/// <summary>A process of a mesh, as it answers.</summary>
/// <param name="Name">Such as <c>loader</c>.</param>
/// <param name="Url">Where it is asked.</param>
/// <param name="State">healthy, unhealthy, silent, or stopped when its process is known to be gone.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record MeshServiceStatus(string Name, string? Url, string State, string? Detail);
