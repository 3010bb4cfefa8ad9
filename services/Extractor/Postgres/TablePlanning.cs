using System.Globalization;
using System.Numerics;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Planning;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Settles a table's columns, its window and its slices.</summary>
internal sealed class TablePlanning(NpgsqlConnection connection, TimeProvider time)
{
    /// <exception cref="TerminalEtlException">The table cannot be read as it is described.</exception>
    public async Task<TablePlanResult> PlanAsync(TableRequest request, CancellationToken ct)
    {
        var (definition, source) = (request.Table, request.Source.Definition);
        var relation = await SourceTable.FindAsync(connection, source.Name, definition, ct);
        var columns = SchemaContract.Settle(
            definition, request.Base, [.. relation.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = column.Type, Nullable = !column.IsRequired })]);
        _ = ReadPlan.Of(relation, TargetColumn.Of(columns));
        var reading = await WindowAsync(request, relation, columns, ct);
        var slices = await new SlicePlanner(connection, relation, definition, source.MaxConnections).PlanAsync(reading.Window, ct);
        return new TablePlanResult([.. slices.Select(slice => slice.ToJson())], columns, reading);
    }

    /// <summary>Up to where nothing is written any more, by whomever.</summary>
    private async Task<WindowPlan> WindowAsync(TableRequest request, ServerRelation relation, IReadOnlyList<ColumnSpec> columns, CancellationToken ct)
    {
        var watermark = columns.FirstOrDefault(column => column.Name.Equals(request.Table.Watermark, StringComparison.OrdinalIgnoreCase));
        if (watermark is null)
            return WindowPlan.Of(request.Table, columns, request.Base, request.Night, ct);

        var open = new OpenTransactions(connection, request.Source.Definition.Name, time);
        if (TimeBounds.Of(watermark.Type) is not null)
        {
            var instant = await open.InstantAsync(ct);
            return WindowPlan.Of(request.Table, columns, request.Base, instant < request.Night.Now ? request.Night with { Now = instant } : request.Night, ct);
        }

        var plan = WindowPlan.Of(request.Table, columns, request.Base, request.Night, ct);
        if (plan.Window is not { Until: null } window || !IsInteger(watermark.Type))
            return plan;
        var greatest = await open.GreatestAsync(Sql.Identifier(watermark.Name), relation.Quoted, ct);
        var until = greatest is null ? window.Lo ?? "0" : (BigInteger.Parse(greatest, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        return plan with { Window = window with { Until = until } };
    }

    private static bool IsInteger(string type) => type.ToUpperInvariant() is "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UINTEGER";
}
