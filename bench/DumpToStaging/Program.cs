using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Extractor;
using EtlMesh.Extractor.MySqlDump;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

// <pipeline> <dump> <home>: plans every table of the pipeline's source in the dump, and extracts every slice into staging below home, two at a time as an extractor does.
if (args is not [var folder, var dump, var home])
{
    Console.Error.WriteLine("usage: <pipeline's folder> <dump> <home>");
    return 2;
}

var time = TimeProvider.System;
var started = time.GetTimestamp();
var options = new ExtractorOptions { ScratchFolder = Path.Combine(home, "scratch") };
var source = PipelineFile.Read(Path.GetFullPath(folder), _ => null).Definition!.Sources[0];
var request = new SourceRequest(source, ConnectionAddress.Parse($"mysqldump:{Path.GetFullPath(dump)}"), folder);
using var connector = new MySqlDumpConnector(options, time);
var store = new LocalObjectStore(home);
var (date, run) = (new DateOnly(2026, 11, 20), new PlannedNight(new DateOnly(2026, 11, 20), TimeZoneInfo.Utc, time.GetUtcNow()));
long rows = 0, quarantined = 0, bytes = 0, slices = 0;
await Parallel.ForEachAsync(source.Tables, new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency }, async (table, ct) =>
{
    var plan = await connector.PlanAsync(new TableRequest(request, table, new TableBase { Source = source.Name, Table = table.Name }, run), ct);
    for (var k = 1; k <= plan.Slices.Count; k++)
    {
        var landed = await connector.ExtractAsync(new SliceRequest(request, table, Command(table, plan, k)), store, ct);
        Interlocked.Add(ref rows, landed.RowsRead);
        Interlocked.Add(ref quarantined, landed.RowsQuarantined);
        Interlocked.Add(ref bytes, landed.Bytes);
        Interlocked.Increment(ref slices);
    }
});
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(started).TotalMilliseconds:0} {rows} {quarantined} {bytes} {slices}"));
return 0;

ExtractSlice Command(TableDefinition table, TablePlanResult plan, int k) => new()
{
    RunId = RunId.Of("bench", date),
    Attempt = 1,
    Pipeline = "bench",
    RunDate = date,
    BundleHash = "",
    Source = source.Name,
    Table = table.Name,
    K = k,
    N = plan.Slices.Count,
    Slice = plan.Slices[k - 1],
    Columns = plan.Columns,
};
