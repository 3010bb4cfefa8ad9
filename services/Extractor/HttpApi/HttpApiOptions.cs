namespace EtlMesh.Extractor.HttpApi;

/// <summary>How APIs are called, and how much of an answer is taken.</summary>
public sealed record HttpApiOptions
{
    /// <summary>Largest page, in bytes as they are after decompression: each is copied to the scratch folder before it is read.</summary>
    public long PageBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>How often a request is tried before it has failed.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>What is waited before the second try; it doubles with each, up to <see cref="LongestDelay"/>, and is shortened at random by up to a half.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest <c>Retry-After</c> that is waited for here; a longer one leaves the slice to be tried again by its stage.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);
}
