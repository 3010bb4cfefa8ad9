using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

/// <summary>Runs as the API tells them.</summary>
internal static class MeshNights
{
    public static readonly Guid Id = new("8722036c-0859-82b8-b511-fad0acce49d1");
    public static readonly DateOnly Date = new(2026, 11, 20);
    public static readonly DateTimeOffset Begin = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    public static readonly Guid Request = new("01931f3e-1f0a-7000-8000-000000000001");
    public static readonly string Hash = new('a', 64);

    /// <summary>The file of a pipeline that can be bundled.</summary>
    public static string File(string pipeline) =>
        $"name: {pipeline}\nsources:\n  {pipeline}:\n    connection: files:sample\n    tables:\n      - {{ name: balances, columns: {{ account: bigint }}, key: account }}\n";

    public static AskedRunDocument Asked { get; } = new(Id, "bank", Date, Hash, Request);

    public static EtlMesh.Orchestrator.Operations.RunDocument Of(string state, params RunStageDocument[] stages) => new()
    {
        RunId = Id,
        Pipeline = "bank",
        RunDate = Date,
        Key = "nightly",
        Attempt = 1,
        State = state,
        Bundle = Hash,
        RequestId = Request,
        StartedAt = Begin,
        UpdatedAt = Begin.AddSeconds(stages.Length),
        Stages = stages,
    };

    public static RunStageDocument Stage(string name, string state, double? seconds = null, string? detail = null) => new(name, state, Begin, seconds, detail);
}
