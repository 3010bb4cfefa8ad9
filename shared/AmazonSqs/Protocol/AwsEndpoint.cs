namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>Where a service is called.</summary>
/// <param name="Url">The address that is posted to.</param>
/// <param name="Service"><c>sqs</c> or <c>sns</c>, as signatures name it.</param>
/// <param name="Region">Such as <c>eu-central-1</c>.</param>
internal sealed record AwsEndpoint(Uri Url, string Service, string Region)
{
    /// <summary>AWS's own address of the service in a region.</summary>
    public static AwsEndpoint Of(string service, string region, Uri? url = null)
    {
        var domain = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return new AwsEndpoint(url ?? new Uri($"https://{service}.{region}.{domain}/"), service, region);
    }

    /// <summary>The <c>Host</c> header: with the port where it is not the scheme's own.</summary>
    public string Host { get; } = Url.IsDefaultPort ? Url.Host : Url.Authority;
}
