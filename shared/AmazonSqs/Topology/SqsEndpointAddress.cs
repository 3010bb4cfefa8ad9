namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The address of a queue or a topic, as MassTransit.AmazonSQS writes it.</summary>
/// <remarks>
/// <c>amazonsqs://{region}[/{scope}]/{queue}[?durable=false&amp;autodelete=true]</c>, <c>amazonsqs://{region}/{topic}?type=topic</c>,
/// and short <c>queue:{queue}</c>, <c>topic:{topic}</c>. The scope stays out of a queue's name and becomes the prefix of a short topic.
/// </remarks>
internal sealed record SqsEndpointAddress(SqsHostAddress Host, string Name, bool IsTopic = false, bool Durable = true, bool AutoDelete = false)
{
    public Uri Uri
    {
        get
        {
            var path = IsTopic || Host.Scope == SqsHostAddress.NoScope ? $"/{Name}" : $"/{Host.Scope}/{Name}";
            return new UriBuilder(SqsHostAddress.Scheme, Host.Region) { Path = path, Query = string.Join('&', Options()) }.Uri;
        }
    }

    /// <exception cref="ArgumentException">The address is of no form above, or its name is none that the service takes.</exception>
    public static SqsEndpointAddress Parse(SqsHostAddress host, Uri address)
    {
        var parsed = address.Scheme switch
        {
            SqsHostAddress.Scheme => Full(address),
            "queue" => new SqsEndpointAddress(host, address.AbsolutePath),
            "topic" => new SqsEndpointAddress(host, host.Scope == SqsHostAddress.NoScope ? address.AbsolutePath : $"{host.Scope}_{address.AbsolutePath}", IsTopic: true),
            _ => throw new ArgumentException($"{address} has scheme {address.Scheme}; amazonsqs, queue and topic are known.", nameof(address)),
        };
        foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            parsed = parsed.With(option);
        EntityName.Check(parsed.Name, parsed.IsTopic);
        return parsed;
    }

    private static SqsEndpointAddress Full(Uri address)
    {
        var path = Uri.UnescapeDataString(address.AbsolutePath.Trim('/'));
        var cut = path.LastIndexOf('/');
        return new SqsEndpointAddress(new SqsHostAddress(address.Host, cut < 0 ? SqsHostAddress.NoScope : path[..cut]), path[(cut + 1)..]);
    }

    private SqsEndpointAddress With(string option) => option.ToLowerInvariant().Split('=') switch
    {
        ["type", "topic"] => this with { IsTopic = true },
        ["type", "queue"] => this with { IsTopic = false },
        ["durable", var value] when bool.TryParse(value, out var durable) => this with { Durable = durable },
        ["autodelete", var value] when bool.TryParse(value, out var autoDelete) => this with { AutoDelete = autoDelete },
        ["temporary", var value] when bool.TryParse(value, out var temporary) => this with { Durable = !temporary, AutoDelete = temporary },
        _ => this,
    };

    private IEnumerable<string> Options()
    {
        if (!Durable)
            yield return "durable=false";
        if (AutoDelete)
            yield return "autodelete=true";
        if (IsTopic)
            yield return "type=topic";
    }
}
