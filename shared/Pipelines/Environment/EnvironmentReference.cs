namespace EtlMesh.Pipelines;

/// <summary>A reference to an environment variable.</summary>
/// <param name="Name">Of the variable.</param>
/// <param name="Default">Behind <c>:-</c>; null without one.</param>
/// <param name="Place">Index of its <c>$</c> in the text.</param>
public sealed record EnvironmentReference(string Name, string? Default, int Place);
