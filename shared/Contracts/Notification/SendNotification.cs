namespace EtlMesh.Contracts;

/// <summary>Asks for the report and the alerts of a run.</summary>
public sealed record SendNotification : StageCommand
{
    public required RunSummary Summary { get; init; }
}
