using System.Data;
using System.Runtime.CompilerServices;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse;

/// <summary>A running query on a connection of its own.</summary>
internal sealed class ReadQuery : QueryResult
{
    private const string Doing = "reading the query's rows";

    private readonly ServerEngine _engine;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private bool _ended;

    private ReadQuery(ServerEngine engine, NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader reader, IReadOnlyList<ColumnSpec> columns) =>
        (_engine, _connection, _command, _reader, Columns) = (engine, connection, command, reader, columns);

    public override IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>The connection is the query's from now on.</summary>
    /// <exception cref="NotSupportedException">There are several statements.</exception>
    public static async Task<ReadQuery> OpenAsync(NpgsqlConnection connection, Statement statement, ServerEngine engine, CancellationToken ct)
    {
        var types = new List<string>();
        var columns = new List<ColumnSpec>();
        // A batch takes each text as one statement: none slips in behind a semicolon. Nothing runs yet.
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement.Sql) } })
        await using (var shape = await batch.ExecuteReaderAsync(CommandBehavior.SchemaOnly, ct))
        {
            for (var i = 0; i < shape.FieldCount; i++)
            {
                types.Add(shape.GetDataTypeName(i));
                columns.Add(new ColumnSpec { Name = shape.GetName(i), Type = ReadValue.Words(types[i]) });
            }
        }

        var command = new NpgsqlCommand(statement.Sql, connection) { UnknownResultTypeList = [.. types.Select(ReadValue.IsText)] };
        try
        {
            return new ReadQuery(engine, connection, command, await command.ExecuteReaderAsync(ct), columns);
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    public override async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        while (await NextAsync(ct) is { } row)
            yield return row;
    }

    /// <summary>Ends the statement when it was not read to its end; the transaction ends with its connection.</summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended)
                _command.Cancel();
            await _reader.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // Nobody reads on: how it ended is of no interest.
        }

        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<object?[]?> NextAsync(CancellationToken ct)
    {
        try
        {
            if (!await _reader.ReadAsync(ct))
            {
                _ended = true;
                return null;
            }

            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = await _reader.IsDBNullAsync(i, ct) ? null : ReadValue.Of(Columns[i].Type, _reader.GetValue(i));
            return row;
        }
        catch (Exception e) when (_engine.Named(Doing, e, null) is { } named)
        {
            throw named;
        }
    }
}
