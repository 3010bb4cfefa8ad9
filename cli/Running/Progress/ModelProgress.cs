namespace EtlMesh.Cli;

/// <summary>A model that was built into the candidate.</summary>
/// <param name="Name">The model's name in the project.</param>
/// <param name="Materialization">table, view or seed.</param>
/// <param name="Rows">Rows of a table; null for a view.</param>
/// <param name="Seconds">How long the build took.</param>
public sealed record ModelProgress(string Name, string Materialization, long? Rows, double Seconds);
