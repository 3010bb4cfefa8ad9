using EtlMesh.Extractor.Probing;
using EtlMesh.PostgresCopy;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Whether a source's tables are there, and its sensor says yes.</summary>
internal sealed class SourceReadiness(NpgsqlConnection connection, SourceRequest source)
{
    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var name = source.Definition.Name;
        var (seen, missing) = (new List<string>(), new List<string>());
        foreach (var table in source.Definition.Tables)
        {
            if (await ServerRelation.FindAsync(connection, table.RelationName, ct) is not { } relation)
            {
                missing.Add($"{name}.{table.Name}: {SourceTable.Missing(connection, table)}");
                continue;
            }

            var bytes = (await SourceQuery.RowsAsync(connection, "select coalesce(pg_total_relation_size($1::oid), 0)", ct, (long)relation.Id))[0][0];
            seen.Add($"{name}.{table.Name}: {relation}, {relation.Columns.Count} columns, {bytes} bytes");
        }

        if (missing.Count > 0)
            return new ProbeResult(false, missing);
        if (source.Definition.Sensor?.Query is { } query)
        {
            var answer = await SourceQuery.AnswerAsync(connection, query, ct);
            if (SensorAnswer.WhyNot(name, answer, source.RunDate) is { } reason)
                return new ProbeResult(false, [reason]);
            seen.Add($"{name}: its sensor's query says `{answer}`");
        }

        return new ProbeResult(true, seen);
    }
}
