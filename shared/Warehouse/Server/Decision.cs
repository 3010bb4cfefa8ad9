namespace EtlMesh.Warehouse;

/// <summary>What is to become the head, or why nothing does.</summary>
/// <param name="Outcome">The answer when nothing is to be done; else null, and the rest is there.</param>
internal sealed record Decision(PublishOutcome? Outcome, Ledger Ledger, ReleaseRow Release, string? Verdict, IReadOnlyList<string> Readers)
{
    public static Decision Settled(Ledger ledger, PublishOutcome outcome) => new(outcome, ledger, null!, null, []);
}
