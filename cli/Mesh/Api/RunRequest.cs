namespace EtlMesh.Cli;

/// <summary>Asks for a run.</summary>
public sealed record RunRequest
{
    public required string Pipeline { get; init; }

    /// <summary>The business date; null for the schedule's.</summary>
    public DateOnly? Date { get; init; }

    public bool Again { get; init; }

    public string? Select { get; init; }

    public bool AsOfNow { get; init; }
}
