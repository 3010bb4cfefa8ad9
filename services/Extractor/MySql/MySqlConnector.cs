using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Probing;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.MySql;

/// <summary>Tables and views of MySQL, MariaDB and Aurora, streamed in the server's own protocol.</summary>
public sealed class MySqlConnector(ExtractorOptions options, TimeProvider time) : ISourceConnector
{
    /// <summary>A server that cannot be reached is not ready; one that refuses the user is a mistake.</summary>
    public async Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var name = source.Definition.Name;
        try
        {
            var address = AddressOf(source);
            using var connection = await Slots(source, address).OpenAsync(ct);
            return await Task.Run(() => MySqlFaults.Run($"Asking source {name}", () => new SourceReadiness(connection, address, source).Look(ct), ct), ct);
        }
        catch (TransientEtlException e)
        {
            return new ProbeResult(false, [$"{name}: {e.Message}"]);
        }
    }

    public async Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct)
    {
        var address = AddressOf(table.Source);
        using var connection = await Slots(table.Source, address).OpenAsync(ct);
        try
        {
            return await Task.Run(() => new TablePlanning(connection, address, time).PlanAsync(table, ct), ct);
        }
        catch (MySqlException e)
        {
            ct.ThrowIfCancellationRequested();
            throw MySqlFaults.Of($"Planning {table.Source.Definition.Name}.{table.Table.Name}", e);
        }
    }

    public async Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct)
    {
        var address = AddressOf(slice.Source);
        var slots = Slots(slice.Source, address);
        var wanted = MySqlSlice.Parse(slice.Command.Slice);
        var most = slice.Source.Definition.MaxConnections;
        using var first = await slots.OpenAsync(ct);
        var table = await Task.Run(() => MySqlFaults.Run($"Reading the columns of {slice.Table.Name}", () => MySqlTable.Of(first, address, slice.Table, ct), ct), ct);
        using var connections = wanted.Snapshot
            ? await Task.Run(() => SliceConnections.Snapshot(first, slots, table, Math.Min(most, wanted.Ranges.Count + 1), ct), ct)
            : new SliceConnections([first]);
        return await new SliceLanding(options, store).LandAsync(
            slice, wanted.Window, setting => new MySqlContent(table, wanted, connections, () => SourcePace.Of(slice.Source.Definition, time), setting), ct);
    }

    private MySqlAddress AddressOf(SourceRequest source)
    {
        _ = SourcePace.Of(source.Definition, time);
        return MySqlAddress.Parse(source.Address.Target, source.OriginFolder);
    }

    private ConnectionSlots Slots(SourceRequest source, MySqlAddress address) => new(address, source.Definition.MaxConnections, time);
}
