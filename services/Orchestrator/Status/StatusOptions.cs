using EtlMesh.Contracts;
using EtlMesh.Hosting;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Orchestrator.Status;

/// <summary>What the orchestrator looks after for <c>GET /api/status</c>.</summary>
public sealed record StatusOptions
{
    private const string ServicesSection = "Orchestrator:Services";

    /// <summary>The base addresses of the services, by name: <c>Orchestrator:Services:loader</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Services { get; init; } = new Dictionary<string, Uri>();

    /// <summary>How often queues are looked into. More than zero.</summary>
    public TimeSpan SampleEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for. More than zero.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="TerminalEtlException">One is no address; the message names its setting.</exception>
    public static StatusOptions Read(IConfiguration configuration) => new()
    {
        Services = configuration.GetSection(ServicesSection).GetChildren().ToDictionary(setting => setting.Key, Address),
    };

    private static Uri Address(IConfigurationSection setting)
    {
        var isAddress = Uri.TryCreate(setting.Value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        Settings.Require(isAddress, setting.Path, $"is {setting.Value}; write a service's base address, such as http://127.0.0.1:5001");
        return url!;
    }
}
