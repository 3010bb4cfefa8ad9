namespace EtlMesh.Contracts;

/// <summary>Asks whether the sources are ready for the run date.</summary>
public sealed record ProbeSource : StageCommand;
