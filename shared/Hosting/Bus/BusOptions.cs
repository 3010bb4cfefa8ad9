using System.Globalization;
using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting;

/// <summary>How a service of the mesh reaches SQS and SNS: the settings <c>Bus:…</c>.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    public string Region { get; set; } = "us-east-1";

    /// <summary>One address for SQS and SNS, such as an emulator's; AWS's own when empty.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Empty: AWS's chain of credentials.</summary>
    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>Sets the topics of one mesh apart from another's in the same account; none when empty.</summary>
    public string Scope { get; set; } = "";

    /// <summary>False: queues, topics and subscriptions are there already, and this process has no right to make any.</summary>
    public bool CreateTopology { get; set; } = true;

    /// <summary>How long one poll waits for messages: 1 s to 20 s. A stop waits for the poll that is under way.</summary>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the messages of a process that dies are hidden from others: 1 s to 12 h. While it lives they are hidden anew.</summary>
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a message is handed out before it is set aside as one that kills who works on it: 1 to 1,000.</summary>
    public int MaxReceiveCount { get; set; } = 10;

    /// <summary>Reads the section.</summary>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names its setting.</exception>
    public static BusOptions Read(IConfiguration configuration)
    {
        var options = Settings.Bind<BusOptions>(configuration, Section);
        Settings.Require(options.Region.Length > 0, $"{Section}:Region", "is empty; write a region, such as eu-central-1");
        Settings.Require(options.AccessKey.Length > 0 == options.SecretKey.Length > 0, $"{Section}:SecretKey", "goes together with Bus:AccessKey; set both, or none for AWS's chain of credentials");
        Settings.Require(options.WaitTime >= TimeSpan.FromSeconds(1) && options.WaitTime <= TimeSpan.FromSeconds(20), $"{Section}:WaitTime", Is(options.WaitTime, "00:00:01 to 00:00:20"));
        Settings.Require(options.VisibilityTimeout >= TimeSpan.FromSeconds(1) && options.VisibilityTimeout <= TimeSpan.FromHours(12), $"{Section}:VisibilityTimeout", Is(options.VisibilityTimeout, "00:00:01 to 12:00:00"));
        Settings.Require(options.MaxReceiveCount is >= 1 and <= 1000, $"{Section}:MaxReceiveCount", string.Create(CultureInfo.InvariantCulture, $"is {options.MaxReceiveCount}; write 1 to 1000"));
        return options;
    }

    /// <summary>Tells a bus, or whoever looks after its queues, how SQS and SNS are reached.</summary>
    public void Apply(IAmazonSqsHostConfigurator host)
    {
        if (ServiceUrl is { } url)
            host.ServiceUrl(url);
        if (AccessKey.Length > 0)
        {
            host.AccessKey(AccessKey);
            host.SecretKey(SecretKey);
        }

        if (Scope.Length > 0)
            host.Scope(Scope, scopeTopics: true);
        host.LookUpOnly = !CreateTopology;
    }

    private static string Is(TimeSpan value, string range) => string.Create(CultureInfo.InvariantCulture, $"is {value:c}; write {range}");
}
