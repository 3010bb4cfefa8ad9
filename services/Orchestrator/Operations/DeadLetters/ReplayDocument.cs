namespace EtlMesh.Orchestrator.Operations;

/// <summary>An entry of the ledger: a letter was given another chance.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Outcome">resent: sent to its queue. resumed: the run goes on and asks itself. waiting: still to be sent.</param>
/// <param name="Error">Why it could not be sent yet.</param>
/// <param name="Again">The letter that it became again; null as long as it did not.</param>
public sealed record ReplayDocument(string Id, DateTimeOffset At, string Actor, string Outcome, string? Error, string? Again);
