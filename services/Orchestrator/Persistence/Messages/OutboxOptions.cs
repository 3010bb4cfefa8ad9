namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>How the outbox is emptied.</summary>
public sealed record OutboxOptions
{
    /// <summary>Messages brought to the bus at once.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>How long another process's messages may lie unseen.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a first refusal; it doubles up to <see cref="MaxRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message that was taken is remembered: longer than a queue keeps one.</summary>
    public TimeSpan InboxFor { get; init; } = TimeSpan.FromDays(15);

    internal TimeSpan DelayAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(MaxRetryDelay.Ticks, RetryDelay.Ticks << Math.Min(attempts - 1, 20)));
}
