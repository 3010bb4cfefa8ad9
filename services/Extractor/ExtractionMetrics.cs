using System.Diagnostics;
using System.Diagnostics.Metrics;
using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Extractor;

/// <summary>What was read of the sources. Work is counted when it is done: a slice that is extracted again counts again.</summary>
internal static class ExtractionMetrics
{
    private static readonly Meter Meter = new("EtlMesh.Extractor");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("etlmesh.rows", "{row}", "Records of source tables, by what became of them.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("etlmesh.bytes", "By", "Bytes written to landing.");

    public static void Record(ExtractSlice command, LandedSlice landed)
    {
        var table = new TagList { { TraceTags.Pipeline, command.Pipeline }, { TraceTags.Table, $"{command.Source}.{command.Table}" } };
        Bytes.Add(landed.Bytes, table);
        Rows.Add(landed.RowsRead, [.. table, new(TraceTags.Outcome, "read")]);
        Rows.Add(landed.RowsQuarantined, [.. table, new(TraceTags.Outcome, "quarantined")]);
        Rows.Add(landed.RowsSkipped, [.. table, new(TraceTags.Outcome, "skipped")]);
    }
}
