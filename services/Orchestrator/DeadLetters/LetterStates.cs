namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>What has become of a dead letter.</summary>
public static class LetterStates
{
    /// <summary>Nobody has dealt with it.</summary>
    public const string Open = "open";

    /// <summary>It was given another chance, whose outcome is not known yet.</summary>
    public const string Replayed = "replayed";

    /// <summary>Somebody decided that it is not needed.</summary>
    public const string Discarded = "discarded";

    /// <summary>What it stood for has succeeded since.</summary>
    public const string Closed = "closed";

    public static IReadOnlyList<string> All { get; } = [Open, Replayed, Discarded, Closed];
}
