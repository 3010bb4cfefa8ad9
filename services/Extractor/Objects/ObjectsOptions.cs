namespace EtlMesh.Extractor.Objects;

/// <summary>How the buckets of sources are spoken to.</summary>
public sealed record ObjectsOptions
{
    /// <summary>The address of a store that speaks S3; the bucket then stands in the path. Null: AWS.</summary>
    public Uri? ServiceUrl { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>Empty, with <see cref="SecretKey"/>: AWS's chain (environment, profile, web identity, container, instance).</summary>
    public string AccessKey { get; init; } = "";

    public string SecretKey { get; init; } = "";

    /// <summary>Largest object, in bytes: each is copied to the scratch folder before it is read.</summary>
    public long ObjectBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>How often a call is tried before it has failed.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>What is waited at most before the second try; it doubles with each, up to 20 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a call may pass no byte.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c>, and <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c>.</summary>
    public static ObjectsOptions FromEnvironment(Func<string, string?> variable)
    {
        var url = Set(variable, "AWS_ENDPOINT_URL_S3") ?? Set(variable, "AWS_ENDPOINT_URL");
        return new ObjectsOptions
        {
            ServiceUrl = url is null ? null : new Uri(url),
            Region = Set(variable, "AWS_REGION") ?? Set(variable, "AWS_DEFAULT_REGION") ?? "us-east-1",
        };
    }

    private static string? Set(Func<string, string?> variable, string name) => string.IsNullOrEmpty(variable(name)) ? null : variable(name);
}
