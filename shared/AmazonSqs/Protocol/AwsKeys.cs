namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>What signs one call. <paramref name="SessionToken"/> is there for keys that expire.</summary>
internal sealed record AwsKeys(string AccessKey, string SecretKey, string? SessionToken = null);
