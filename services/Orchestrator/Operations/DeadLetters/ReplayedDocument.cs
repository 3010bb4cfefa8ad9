namespace EtlMesh.Orchestrator.Operations;

/// <summary>What came of asking for a replay.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Replay">The entry of the ledger, the earlier one when the letter had been replayed before.</param>
/// <param name="How">resent or resumed.</param>
public sealed record ReplayedDocument(string Id, string Replay, string How);
