namespace EtlMesh.Orchestrator.Operations;

/// <summary>A queue, as far as SQS knows: its counts are approximate.</summary>
/// <param name="Name">Such as <c>loader-load-table</c>.</param>
/// <param name="Waiting">Messages that nobody has taken yet.</param>
/// <param name="InFlight">Messages in somebody's hands.</param>
/// <param name="WaitingSince">Since when this orchestrator has seen messages waiting every time it looked; null when none wait.</param>
public sealed record QueueStatusDocument(string Name, long Waiting, long InFlight, DateTimeOffset? WaitingSince);
