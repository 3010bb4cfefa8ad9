using System.Diagnostics.Metrics;
using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate;

/// <summary>How the checks of candidates went.</summary>
internal static class CheckMetrics
{
    private static readonly Meter Meter = new("EtlMesh.QualityGate");
    private static readonly Counter<long> Checks = Meter.CreateCounter<long>("etlmesh.checks", "{check}", "Checks of candidates, by their result.");

    public static void Record(CheckCandidate command, CheckResult result) => Checks.Add(1,
        new(TraceTags.Pipeline, command.Pipeline), new("etlmesh.status", result.Status), new("etlmesh.severity", result.Severity));
}
