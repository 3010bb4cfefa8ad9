using EtlMesh.DuckDb;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query</c>: reads from the warehouse, streaming; a result may be larger than memory.</summary>
public static class Query
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no warehouse yet, or the engine does not understand the statement.</exception>
    public static async Task<int> ExecuteAsync(string sql, OutputFormat output, string file, Shell shell, CancellationToken ct)
    {
        if (!File.Exists(file))
            throw new UsageException($"there is no warehouse at {file}; run a pipeline first, or name another place by --home or --warehouse.");

        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, interruption.Asked);
        using var database = await WarehouseWait.OpenForReadingAsync(file, shell.Time, stop.Token);
        using var connection = database.Connect();
        try
        {
            Write(connection, sql, output, shell, stop.Token);
        }
        catch (DuckDbException failure)
        {
            throw new UsageException($"the warehouse did not answer: {failure.Message}");
        }

        return ExitCodes.Done;
    }

    private static void Write(DuckDbConnection connection, string sql, OutputFormat output, Shell shell, CancellationToken ct)
    {
        using var result = connection.Query(sql, ct);
        string[] columns = [.. result.Columns.Select(column => column.Name)];
        IRowWriter? writer = null;
        try
        {
            // Opened with the first row, so that a statement that fails has written nothing.
            foreach (var row in result.Rows())
                (writer ??= Open(output, shell.OpenOut(), columns)).Write(row);
            (writer ??= Open(output, shell.OpenOut(), columns)).End();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static IRowWriter Open(OutputFormat output, Stream stream, IReadOnlyList<string> columns) => output switch
    {
        OutputFormat.Json => new JsonRowWriter(stream, columns),
        OutputFormat.Csv => new CsvRowWriter(stream, columns),
        _ => new TextRowWriter(stream, columns),
    };
}
