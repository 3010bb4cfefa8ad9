namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>How a letter can be replayed, or why it cannot.</summary>
/// <param name="How"><see cref="ReplayRow.Resent"/>, <see cref="ReplayRow.Resumed"/>, or null when it is refused.</param>
/// <param name="Refusal">What is in the way, and what to do instead.</param>
internal sealed record ReplayPlan(string? How, string? Refusal = null)
{
    public static readonly ReplayPlan Resend = new(ReplayRow.Resent);
    public static readonly ReplayPlan Resume = new(ReplayRow.Resumed);

    public static ReplayPlan Refuse(string why) => new(null, why);
}
