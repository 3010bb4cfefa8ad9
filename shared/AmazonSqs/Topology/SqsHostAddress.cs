namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A bus's address: <c>amazonsqs://{region}[/{scope}]</c>.</summary>
/// <param name="Region">The region, which stands where other addresses have a host.</param>
/// <param name="Scope">Sets topics of several systems in one account apart; <c>/</c> for none.</param>
internal sealed record SqsHostAddress(string Region, string Scope = SqsHostAddress.NoScope)
{
    public const string Scheme = "amazonsqs";
    public const string NoScope = "/";

    public Uri Uri { get; } = new UriBuilder(Scheme, Region) { Path = Scope == NoScope ? NoScope : $"/{Uri.EscapeDataString(Scope)}" }.Uri;

    public static SqsHostAddress Parse(Uri address)
    {
        var path = Uri.UnescapeDataString(address.AbsolutePath.Trim('/'));
        return new SqsHostAddress(address.Host, path.Length == 0 ? NoScope : path);
    }
}
