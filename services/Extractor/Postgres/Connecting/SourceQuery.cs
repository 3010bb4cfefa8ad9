using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Statements with small results.</summary>
internal static class SourceQuery
{
    /// <param name="sql">With <c>$1</c>, <c>$2</c> … for parameters.</param>
    public static async Task<List<object?[]>> RowsAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params IReadOnlyList<object> parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = await reader.IsDBNullAsync(i, ct) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first value of a query that somebody else wrote, as the server writes it; null for NULL and for no row.</summary>
    public static async Task<string?> AnswerAsync(NpgsqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && reader.FieldCount > 0 && !await reader.IsDBNullAsync(0, ct) ? reader.GetString(0) : null;
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
