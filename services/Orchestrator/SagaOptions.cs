namespace EtlMesh.Orchestrator;

/// <summary>How patient the sagas are where the pipeline file does not say.</summary>
public sealed class SagaOptions
{
    /// <summary>Wait before a stage's first retry; each further one waits twice as long. More than zero.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>No retry waits longer. At least <see cref="RetryDelay"/>.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the services may take to remove an attempt's effects. More than zero.</summary>
    public TimeSpan CompensationTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a candidate is built again because another release became the head meanwhile. Not negative.</summary>
    public int MaxRebuilds { get; set; } = 3;

    /// <summary>True when every value is in its range.</summary>
    public bool IsValid() =>
        RetryDelay > TimeSpan.Zero && MaxRetryDelay >= RetryDelay && CompensationTimeout > TimeSpan.Zero && MaxRebuilds >= 0;

    /// <summary>The wait before the try that follows <paramref name="failedTry"/> (from 1).</summary>
    public TimeSpan DelayAfter(int failedTry)
    {
        var factor = 1L << Math.Clamp(failedTry - 1, 0, 30);
        return RetryDelay.Ticks > MaxRetryDelay.Ticks / factor ? MaxRetryDelay : RetryDelay * factor;
    }
}
