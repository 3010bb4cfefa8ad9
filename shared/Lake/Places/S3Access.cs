using EtlMesh.Contracts;
using EtlMesh.Staging;

namespace EtlMesh.Lake;

/// <summary>How S3 is spoken to where no service has settings: by AWS's own variables.</summary>
public static class S3Access
{
    /// <summary><c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c>, and <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c>; credentials come from AWS's chain.</summary>
    /// <exception cref="TerminalEtlException">The address is none.</exception>
    public static S3StoreOptions FromEnvironment(Func<string, string?> variable)
    {
        var url = Set("AWS_ENDPOINT_URL_S3") ?? Set("AWS_ENDPOINT_URL");
        Uri? address = null;
        if (url is not null && !Uri.TryCreate(url, UriKind.Absolute, out address))
            throw new TerminalEtlException("Reading how S3 is reached: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is no address. Write http(s)://host, or unset it to use AWS.");
        return new S3StoreOptions
        {
            ServiceUrl = address,
            ForcePathStyle = url is not null,
            Region = Set("AWS_REGION") ?? Set("AWS_DEFAULT_REGION") ?? "us-east-1",
            AccessKey = Set("AWS_ACCESS_KEY_ID") is { } key && Set("AWS_SESSION_TOKEN") is null ? key : "",
            SecretKey = Set("AWS_SECRET_ACCESS_KEY") is { } secret && Set("AWS_SESSION_TOKEN") is null ? secret : "",
        };

        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The same access to another bucket.</summary>
    internal static S3StoreOptions In(this S3StoreOptions options, string bucket, string prefix, string scratch) => new()
    {
        NamedBy = "the location of the lake",
        Bucket = bucket,
        Prefix = prefix,
        ServiceUrl = options.ServiceUrl,
        Region = options.Region,
        ForcePathStyle = options.ForcePathStyle,
        Encryption = options.Encryption,
        AccessKey = options.AccessKey,
        SecretKey = options.SecretKey,
        Scratch = Path.Combine(scratch, "s3"),
        PartBytes = options.PartBytes,
        Parallel = options.Parallel,
        Attempts = options.Attempts,
        RetryDelay = options.RetryDelay,
        Silence = options.Silence,
    };
}
