namespace EtlMesh.Jinja;

/// <summary>A macro's parameter; without a default it may still be left out and is then undefined.</summary>
internal sealed record Parameter(string Name, Expression? Default);
