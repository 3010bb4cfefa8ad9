using System.Diagnostics.Metrics;
using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Loader;

/// <summary>What was loaded. Work is counted when it is done: a table that is loaded again counts again.</summary>
internal static class LoadMetrics
{
    private static readonly Meter Meter = new("EtlMesh.Loader");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("etlmesh.rows", "{row}", "Records of source tables, by what became of them.");

    public static void Record(LoadTable command, TableCounts counts) => Rows.Add(counts.RowsLoaded,
        new(TraceTags.Pipeline, command.Pipeline), new(TraceTags.Table, $"{command.Source}.{command.Table}"), new(TraceTags.Outcome, "loaded"));
}
