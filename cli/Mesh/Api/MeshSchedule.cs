namespace EtlMesh.Cli;

/// <summary>When a pipeline's nights are due.</summary>
/// <param name="Cron">Five fields.</param>
/// <param name="Timezone">Of the cron expression.</param>
/// <param name="DateOffset">Days from the local due date to the run date.</param>
/// <param name="Missed">What becomes of a night that was missed: start or report.</param>
public sealed record MeshSchedule(string Cron, string Timezone, int DateOffset, string Missed);
