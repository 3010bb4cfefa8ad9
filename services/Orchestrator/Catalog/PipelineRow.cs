using System.Text.Json;
using System.Text.Json.Serialization;
using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Catalog;

/// <summary>A pipeline as the mesh knows it: what its next attempt runs, and when.</summary>
public sealed class PipelineRow
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public required string Name { get; init; }

    /// <summary>The hash of the bundle that a new attempt takes.</summary>
    public required string Bundle { get; set; }

    /// <summary>The bundle's pipeline file: references to the environment are still references.</summary>
    public required string Definition { get; set; }

    /// <summary>A <see cref="ScheduleDefinition"/> as JSON; null: only when it is asked to.</summary>
    public string? Schedule { get; set; }

    public required DateTimeOffset PushedAt { get; set; }

    public required string PushedBy { get; set; }

    public required bool Paused { get; set; }

    /// <summary>Every due time up to here is decided.</summary>
    public required DateTimeOffset ScheduledTo { get; set; }

    internal ScheduleDefinition? ReadSchedule() => Schedule is null ? null : JsonSerializer.Deserialize<ScheduleDefinition>(Schedule, Json);

    internal PipelineDefinition ReadDefinition() => PipelineFile.ReadTolerantly(Definition);

    internal static string? Write(ScheduleDefinition? schedule) => schedule is null ? null : JsonSerializer.Serialize(schedule, Json);
}
