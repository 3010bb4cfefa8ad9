namespace EtlMesh.Nights.Tests.Stories;

/// <summary>A run is started.</summary>
internal sealed record Night : Step
{
    public required DateOnly Date { get; init; }

    public bool Again { get; init; }

    public bool AsOfNow { get; init; }

    /// <summary>The blocking check fails.</summary>
    public bool GateShut { get; init; }

    /// <summary>Every table is read whole and starts anew.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>The process dies after this part of a first attempt.</summary>
    public Part? KilledAfter { get; init; }

    /// <summary>The process dies at this boundary of a durable effect of a first attempt, counted from 1; it does not where there are fewer.</summary>
    public int? KilledAt { get; init; }

    /// <summary>A run that starts and ends after this one's tables are loaded and before its candidate is built anew.</summary>
    public Night? Overtaker { get; init; }

    public override string ToString() =>
        $"run {Date:yyyy-MM-dd}{(Again ? " again" : "")}{(AsOfNow ? " as of now" : "")}{(FullRefresh ? ", everything anew" : "")}{(GateShut ? ", the gate is shut" : "")}{(KilledAt is { } boundary ? $", killed at boundary {boundary} and started once more" : "")}{(KilledAfter is { } part ? $", killed after {part} and started once more" : "")}{(Overtaker is { } other ? $", overtaken by: {other}" : "")}";
}
