using System.Text.RegularExpressions;
using Npgsql;

namespace EtlMesh.Faults.Tests;

/// <summary>What readers of a pipeline see: each table as CSV, its rows sorted.</summary>
internal static partial class PublishedTables
{
    /// <returns>By the table's name; empty before the first release.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(string warehouse, string pipeline)
    {
        var schema = pipeline.Replace('-', '_');
        await using var connection = new NpgsqlConnection(warehouse);
        await connection.OpenAsync();
        var names = new List<(string Schema, string Table)>();
        await using (var command = new NpgsqlCommand("select table_schema, table_name from information_schema.tables where table_schema = $1 or table_schema like $2 order by 1, 2", connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = schema });
            command.Parameters.Add(new NpgsqlParameter { Value = schema.Replace("_", @"\_", StringComparison.Ordinal) + @"\_%" });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                if (!Candidate().IsMatch(reader.GetString(0)))
                    names.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (of, table) in names)
            tables[of[schema.Length..] + "." + table] = await CsvAsync(connection, $"\"{of}\".\"{table}\"");
        return tables;
    }

    private static async Task<string> CsvAsync(NpgsqlConnection connection, string relation)
    {
        using var export = await connection.BeginTextExportAsync($"copy (select * from {relation}) to stdout (format csv, header)");
        var lines = (await export.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        return string.Join('\n', [lines[0], .. lines.Skip(1).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Candidates are seen by nobody.</summary>
    [GeneratedRegex("__[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex Candidate();
}
