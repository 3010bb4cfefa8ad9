namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>How dead letters are collected and kept.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>Whose dead letters these are, by the beginnings of queues' names: an account may have queues of others.</summary>
    public IReadOnlyList<string> Queues { get; init; } = ["nightly-run", "table-transfer", "extractor-", "loader-", "transformer-", "quality-gate-", "notifier-", "orchestrator-"];

    /// <summary>How often new queues are looked for. More than zero.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a poll waits for a letter. 1 to 20 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often letters are closed whose run has succeeded, and replays sent that could not be sent at once. More than zero.</summary>
    public TimeSpan TidyEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a letter is kept that is not open any more. More than zero.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>True when every value is in its range.</summary>
    public bool IsValid() => Queues.Count > 0 && LookEvery > TimeSpan.Zero && TidyEvery > TimeSpan.Zero && KeepFor > TimeSpan.Zero
        && Wait >= TimeSpan.FromSeconds(1) && Wait <= TimeSpan.FromSeconds(20);

    internal bool IsOurs(string queue) => Queues.Any(prefix => queue.StartsWith(prefix, StringComparison.Ordinal));
}
