using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>When a pipeline runs by itself.</summary>
/// <param name="Cron">Five fields.</param>
/// <param name="Timezone">An IANA name.</param>
/// <param name="DateOffset">Run date = local due date + this many days.</param>
/// <param name="Missed">What becomes of a night whose due time passed while every orchestrator was down.</param>
public sealed record ScheduleDocument(string Cron, string Timezone, int DateOffset, MissedNight Missed);
