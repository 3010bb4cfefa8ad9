using EtlMesh.Extractor.Probing;

namespace EtlMesh.Extractor.MySql;

/// <summary>Whether a source's tables are there, and its sensor says yes.</summary>
internal sealed class SourceReadiness(MySqlConnection connection, MySqlAddress address, SourceRequest source)
{
    public ProbeResult Look(CancellationToken ct)
    {
        var name = source.Definition.Name;
        var found = source.Definition.Tables.Select(table => (table.Name, Found: MySqlTable.Find(connection, address, table, ct))).ToList();
        var missing = found.Where(table => table.Found is null).Select(table => $"{name}.{table.Name}: there is no such table in {address}, or the source's user may not see it").ToList();
        if (missing.Count > 0)
            return new ProbeResult(false, missing);

        if (source.Definition.Sensor?.Query is { } query && SensorAnswer.WhyNot(name, connection.Scalar(query, ct), source.RunDate) is { } reason)
            return new ProbeResult(false, [reason]);

        return new ProbeResult(true, [.. found.Select(table => $"{name}.{table.Name}: table {table.Found}, {table.Found!.Columns.Count} columns, about {table.Found.Bytes} bytes")]);
    }
}
