using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>A message on its way to one endpoint; its id is the same however often it comes.</summary>
internal sealed record Letter(object Message, Guid Id, string To)
{
    public const string Night = "nightly-run";
    public const string Transfer = "table-transfer";

    /// <summary>The step of the night before which it does not arrive.</summary>
    public int NotBefore { get; init; }

    /// <summary>The workers that a command is for.</summary>
    public static IReadOnlyList<string> WorkersOf(object message) => message switch
    {
        DiscardAttempt => New.Discarders,
        ProbeSource or PlanTable or ExtractSlice => ["extractor"],
        LoadTable => ["loader"],
        OpenAttempt or BuildCandidate or PublishRelease or InquireRelease or CloseAttempt => ["transformer"],
        CheckCandidate => ["quality-gate"],
        SendNotification => ["notifier"],
        _ => [],
    };

    /// <inheritdoc/>
    public override string ToString() => $"{NameOf(Message)} to {To} ({Id.ToString("N")[^6..]})";

    private static string NameOf(object message) => message switch
    {
        Fault fault => $"Fault of {fault.GetType().GetGenericArguments()[0].Name}",
        ExtractSlice slice => $"ExtractSlice {slice.Table} {slice.K}/{slice.N}",
        SliceExtracted slice => $"SliceExtracted {slice.Table} {slice.K}/{slice.N}",
        TransferTable table => $"TransferTable {table.Table}",
        PlanTable table => $"PlanTable {table.Table}",
        TablePlanned table => $"TablePlanned {table.Table}",
        LoadTable table => $"LoadTable {table.Table}",
        TableLoaded table => $"TableLoaded {table.Table}",
        TableTransferred table => $"TableTransferred {table.Table}",
        StageChanged change => $"StageChanged {change.Stage} {change.State}",
        _ => message.GetType().Name,
    };
}
