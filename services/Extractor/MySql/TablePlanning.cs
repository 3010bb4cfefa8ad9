using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Planning;

namespace EtlMesh.Extractor.MySql;

/// <summary>Settles a table's columns, its window and its slices.</summary>
internal sealed class TablePlanning(MySqlConnection connection, MySqlAddress address, TimeProvider time)
{
    /// <exception cref="TerminalEtlException">The table cannot be read as it is described.</exception>
    /// <exception cref="MySqlException">The server's words.</exception>
    public async Task<TablePlanResult> PlanAsync(TableRequest request, CancellationToken ct)
    {
        var definition = request.Table;
        var table = MySqlTable.Of(connection, address, definition, ct);
        var columns = SchemaContract.Settle(definition, request.Base, [.. table.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type, Nullable = column.IsNullable })]);
        _ = TargetColumn.Of(columns);
        var reading = WindowPlan.Of(definition, columns, request.Base, CommittedNow.Cap(connection, request.Night, ct), ct);
        if (reading.Window is { Until: null } window && table.Column(definition.Watermark!) is { IsInteger: true } watermark)
            reading = reading with { Window = window with { Until = await SettledHeight.UntilAsync(connection, table, watermark, time, ct) } };
        var slices = new SlicePlanner(connection, table, definition, request.Source.Definition.MaxConnections, ct).Plan(reading.Window);
        return new TablePlanResult([.. slices.Select(slice => slice.ToJson())], columns, reading);
    }
}
