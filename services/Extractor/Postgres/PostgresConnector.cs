using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.PostgresCopy;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Tables and views of PostgreSQL and what speaks like it, streamed by binary COPY.</summary>
public sealed class PostgresConnector(ExtractorOptions options, TimeProvider? time = null) : ISourceConnector
{
    private readonly TimeProvider clock = time ?? TimeProvider.System;

    /// <summary>A server that cannot be reached is not ready; one that refuses the user is a mistake.</summary>
    public async Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var name = source.Definition.Name;
        try
        {
            await using var connection = await Connections(source).OpenAsync(ct);
            return await SourceFaults.RunAsync($"asking source {name}", () => new SourceReadiness(connection, source).LookAsync(ct), ct);
        }
        catch (TransientEtlException e)
        {
            return new ProbeResult(false, [$"{name}: {e.Message}"]);
        }
    }

    public async Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct)
    {
        await using var connection = await Connections(table.Source).OpenAsync(ct);
        return await SourceFaults.RunAsync($"planning {table.Source.Definition.Name}.{table.Table.Name}", () => new TablePlanning(connection, clock).PlanAsync(table, ct), ct);
    }

    public async Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct)
    {
        var wanted = PostgresSlice.Parse(slice.Command.Slice);
        var doing = $"reading {slice.Command.Source}.{slice.Command.Table}";
        using var transactions = await SourceFaults.RunAsync(doing, () => SliceTransactions.BeginAsync(Connections(slice.Source), wanted, ct), ct);
        var relation = await SourceFaults.RunAsync(doing, () => SourceTable.FindAsync(transactions.First.Connection, slice.Source.Definition.Name, slice.Table, ct), ct);
        return await new SliceLanding(options, store).LandAsync(
            slice, wanted.Window, setting => new PostgresContent(relation, wanted, transactions, () => SourcePace.Of(slice.Source.Definition, clock), setting), ct);
    }

    private SourceConnections Connections(SourceRequest source)
    {
        _ = SourcePace.Of(source.Definition, clock);
        return new SourceConnections(source, clock);
    }
}
