using Npgsql;

namespace EtlMesh.Warehouse;

/// <summary>A transaction on a connection of its own. Without a commit it is rolled back.</summary>
/// <remarks>Parameters are <c>$1</c>, <c>$2</c>, …; moments are UTC.</remarks>
internal abstract class Session(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public NpgsqlConnection Connection => connection;

    /// <summary>What ran last, to be named when it failed.</summary>
    public Statement? Last { get; private set; }

    /// <summary>A query that counts what is in the schema <c>$1</c>.</summary>
    public abstract string ContentsOfSchema { get; }

    /// <returns>Rows that were changed.</returns>
    public Task<int> ExecuteAsync(string sql, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        ExecuteAsync(new Statement("", sql), ct, parameters);

    public async Task<int> ExecuteAsync(Statement statement, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        await using var command = Command(statement, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>All rows: for few.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        await using var command = Command(new Statement("", sql), parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            for (var i = 0; i < row.Length; i++)
                row[i] = row[i] is DBNull ? null : Given(row[i]!);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first value of the first row; default when there is none, or it is NULL.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        await using var command = Command(new Statement("", sql), parameters);
        return await command.ExecuteScalarAsync(ct) is { } given && given is not DBNull && Given(given) is T value ? value : default;
    }

    /// <summary>A command, for results that stream.</summary>
    public NpgsqlCommand Command(Statement statement, IReadOnlyList<object?> parameters)
    {
        Last = statement;
        var command = new NpgsqlCommand(Said(statement.Sql), connection, transaction);
        // A lone null given to a params list is the list itself.
        foreach (var value in parameters ?? [null])
            command.Parameters.Add(new NpgsqlParameter { Value = value is null ? DBNull.Value : Taken(value) });
        return command;
    }

    /// <param name="effect">The name of the span in which the effect becomes durable; null for none.</param>
    public async Task CommitAsync(CancellationToken ct, string? effect = null)
    {
        using var _ = effect is null ? null : Effects.Commit(effect);
        await transaction.CommitAsync(ct);
    }

    /// <summary>One at a time, among all processes, until the transaction ends.</summary>
    /// <param name="shared">Any number at a time, but none while one is alone.</param>
    public abstract Task LockAsync(string what, string name, CancellationToken ct, bool shared = false);

    /// <summary>As <see cref="LockAsync"/>, without waiting.</summary>
    /// <returns>False when others have it.</returns>
    public abstract Task<bool> TryLockAsync(string what, string name, CancellationToken ct);

    /// <summary>The end of a SELECT that holds its rows.</summary>
    public abstract string Held(Hold hold);

    /// <summary>A statement in the server's own words.</summary>
    protected virtual string Said(string sql) => sql;

    /// <summary>A parameter as the server takes it.</summary>
    protected virtual object Taken(object value) => value;

    /// <summary>A value as it was before the server took it.</summary>
    protected virtual object Given(object value) => value;
}
