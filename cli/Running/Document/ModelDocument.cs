namespace EtlMesh.Cli;

/// <summary>A model of a run's candidate.</summary>
/// <param name="Name">The model's name in the project.</param>
/// <param name="State">built.</param>
/// <param name="Rows">Rows of a table; null for a view.</param>
/// <param name="Seconds">How long the build took.</param>
public sealed record ModelDocument(string Name, string State, long? Rows, double Seconds);
