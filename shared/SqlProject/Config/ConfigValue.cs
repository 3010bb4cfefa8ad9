namespace EtlMesh.SqlProject;

/// <summary>A setting and where it was made.</summary>
internal sealed record ConfigValue(object? Value, Place At);
