using EtlMesh.Contracts;
using EtlMesh.Extractor;
using EtlMesh.Loader;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Stories;
using EtlMesh.Warehouse;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>One table's way from its files to a segment.</summary>
internal sealed class RealTransfer(Home home, string pipeline, Night night, Guid run, string bundle, AttemptOpening opening, string table)
{
    private readonly string segment = Uid.New();
    private readonly List<LandedSlice> landed = [];
    private TablePlanResult? plan;

    public async Task ExtractAsync()
    {
        var command = new PlanTable
        {
            RunId = run,
            Attempt = opening.Attempt,
            Pipeline = pipeline,
            RunDate = night.Date,
            BundleHash = bundle,
            Source = PipelineFiles.Source,
            Table = table,
            Base = opening.Tables.FirstOrDefault(known => known.Table == table) is { } known && !night.FullRefresh
                ? known
                : new TableBase { Source = PipelineFiles.Source, Table = table, AsOf = opening.Tables.FirstOrDefault(known => known.Table == table)?.AsOf },
            AsOfNow = night.AsOfNow,
        };
        var sources = new PipelineSources(home.Bundles);
        var (source, definition) = await sources.FindAsync(command, PipelineFiles.Source, table, CancellationToken.None);
        var at = new PlannedNight(night.Date, await sources.TimeZoneAsync(command, CancellationToken.None), home.Clock.GetUtcNow(), night.AsOfNow);
        var connector = SourceConnectors.All(new ExtractorOptions { ScratchFolder = Path.Combine(home.Root, "scratch") }, home.Clock).For(source);
        plan = await connector.PlanAsync(new TableRequest(source, definition, command.Base, at), CancellationToken.None);
        foreach (var (i, slice) in plan.Slices.Index())
        {
            var extract = new ExtractSlice
            {
                RunId = run,
                Attempt = opening.Attempt,
                Pipeline = pipeline,
                RunDate = night.Date,
                BundleHash = bundle,
                Source = PipelineFiles.Source,
                Table = table,
                K = i + 1,
                N = plan.Slices.Count,
                Slice = slice,
                Columns = plan.Columns,
            };
            landed.Add(await connector.ExtractAsync(new SliceRequest(source, definition, extract), home.Store, CancellationToken.None));
        }
    }

    /// <param name="counts">Takes the table's counts.</param>
    public async Task<SegmentRef> LoadAsync(Dictionary<string, Counts> counts)
    {
        var loader = new TableLoader(home.Store, home.Warehouses, home.Bundles, new QuarantineLimit(home.Store, home.Bundles));
        var (loaded, rows) = await loader.LoadAsync(
            new LoadTable
            {
                RunId = run,
                Attempt = opening.Attempt,
                Pipeline = pipeline,
                RunDate = night.Date,
                BundleHash = bundle,
                Source = PipelineFiles.Source,
                Table = table,
                SegmentUid = segment,
                Columns = plan!.Columns,
                Slices = landed,
                Window = plan.Reading.Window,
                Full = plan.Reading.Full,
            },
            CancellationToken.None);
        counts[table] = new Counts(rows.RowsRead, rows.RowsLoaded, rows.RowsQuarantined, rows.RowsSkipped);
        return loaded with { FullRefresh = night.FullRefresh };
    }
}
