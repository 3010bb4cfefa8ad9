using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Hosting;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>How dead letters are collected and kept.</summary>
public sealed record DeadLetterOptions
{
    public const string Section = "DeadLetters";

    private static readonly string[] Mesh = ["nightly-run", "table-transfer", "extractor-", "loader-", "transformer-", "quality-gate-", "notifier-", "orchestrator-"];

    /// <summary>Which queues are looked after, by the beginnings of their names: an account may have queues of others. Empty for the mesh's own.</summary>
    public List<string> Queues { get; init; } = [];

    /// <summary>How often new queues are looked for. More than zero.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a poll waits for a letter. 1 to 20 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often letters are closed whose run has succeeded, and replays sent that could not be sent at once. More than zero.</summary>
    public TimeSpan TidyEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a letter is kept that is not open any more. More than zero.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Reads the section.</summary>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names its setting.</exception>
    public static DeadLetterOptions Read(IConfiguration configuration)
    {
        var options = Settings.Bind<DeadLetterOptions>(configuration, Section);
        Settings.Require(options.LookEvery > TimeSpan.Zero, $"{Section}:LookEvery", Is(options.LookEvery, "more than zero"));
        Settings.Require(options.Wait >= TimeSpan.FromSeconds(1) && options.Wait <= TimeSpan.FromSeconds(20), $"{Section}:Wait", Is(options.Wait, "00:00:01 to 00:00:20"));
        Settings.Require(options.TidyEvery > TimeSpan.Zero, $"{Section}:TidyEvery", Is(options.TidyEvery, "more than zero"));
        Settings.Require(options.KeepFor > TimeSpan.Zero, $"{Section}:KeepFor", Is(options.KeepFor, "more than zero"));
        return options;
    }

    internal bool IsOurs(string queue) => (Queues.Count == 0 ? Mesh : Queues.AsEnumerable()).Any(prefix => queue.StartsWith(prefix, StringComparison.Ordinal));

    private static string Is(TimeSpan value, string range) => string.Create(CultureInfo.InvariantCulture, $"is {value:c}; write {range}");
}
