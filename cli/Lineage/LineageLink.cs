namespace EtlMesh.Cli;

/// <summary>Data flows from one node to another.</summary>
/// <param name="From">The id of what is read.</param>
/// <param name="To">The id of what reads it.</param>
public sealed record LineageLink(string From, string To);
