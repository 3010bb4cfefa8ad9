namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>What became of somebody's wish to replay a letter.</summary>
/// <param name="Replay">The entry of the ledger; null when it was refused.</param>
/// <param name="How"><see cref="ReplayRow.Resent"/> or <see cref="ReplayRow.Resumed"/>.</param>
/// <param name="IsNew">False when the letter had been replayed before, and nothing was done.</param>
/// <param name="Refusal">Why it was refused.</param>
internal sealed record ReplayAnswer(long? Replay, string? How, bool IsNew, string? Refusal);
