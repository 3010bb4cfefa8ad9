namespace EtlMesh.Notifier;

/// <summary>A colour of the pages.</summary>
/// <param name="Name">Styles say <c>var(--name)</c>.</param>
/// <param name="Light">On a light screen and on paper, <c>#rrggbb</c>.</param>
/// <param name="Dark">On a dark screen, <c>#rrggbb</c>.</param>
public sealed record Colour(string Name, string Light, string Dark);
