using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query</c>: reads from the warehouse, streaming; a result may be larger than memory.</summary>
public static class Query
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no warehouse yet, or the engine does not understand the statement.</exception>
    public static async Task<int> ExecuteAsync(string sql, OutputFormat output, WarehousePlace place, Shell shell, CancellationToken ct)
    {
        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, interruption.Asked);
        await using var warehouse = await Warehouses.OpenExistingAsync(place, shell, stop.Token);
        try
        {
            await using var result = await warehouse.Reader.QueryAsync(sql, stop.Token);
            await WriteAsync(result, output, shell, stop.Token);
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }

        return ExitCodes.Done;
    }

    internal static async Task WriteAsync(QueryResult result, OutputFormat output, Shell shell, CancellationToken ct)
    {
        string[] columns = [.. result.Columns.Select(column => column.Name)];
        IRowWriter? writer = null;
        try
        {
            // Opened with the first row, so that a statement that fails at once has written nothing.
            await foreach (var row in result.RowsAsync(ct))
                (writer ??= Open(output, shell.OpenOut(), columns)).Write(row);
            (writer ??= Open(output, shell.OpenOut(), columns)).End();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    internal static IRowWriter Open(OutputFormat output, Stream stream, IReadOnlyList<string> columns) => output switch
    {
        OutputFormat.Json => new JsonRowWriter(stream, columns),
        OutputFormat.Csv => new CsvRowWriter(stream, columns),
        _ => new TextRowWriter(stream, columns),
    };
}
