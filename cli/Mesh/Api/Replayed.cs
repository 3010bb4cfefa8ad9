namespace EtlMesh.Cli;

/// <summary>What was done to replay a dead letter.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Replay">The ledger's entry.</param>
/// <param name="How">resent, or resumed when its run was; null when it had been replayed before and nothing happened.</param>
public sealed record Replayed(string Id, string? Replay, string? How);
