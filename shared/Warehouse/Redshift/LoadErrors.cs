using System.Globalization;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>What the server says of a COPY that it refused: the file, line and column that it stopped at.</summary>
internal static class LoadErrors
{
    private const int Shown = 3;

    internal static readonly string Select = string.Create(CultureInfo.InvariantCulture,
        $"""
        select trim(file_name), line_number, trim(column_name), trim(column_type), trim(error_message)
        from sys_load_error_detail where session_id = $1 order by start_time desc limit {Shown}
        """);

    /// <summary>A COPY's failure, with what the server tells of it.</summary>
    /// <param name="session">The server's process that ran the COPY.</param>
    public static async Task<Exception> ExplainedAsync(Engine engine, string doing, int session, TerminalEtlException failure, CancellationToken ct)
    {
        if (failure.InnerException is not PostgresException)
            return failure;
        try
        {
            var errors = await engine.ReadAsync(doing, async reading => await reading.RowsAsync(Select, ct, session), ct);
            return errors.Count == 0
                ? failure
                : new TerminalEtlException($"{failure.Message}\n{string.Join('\n', errors.Select(Words))}\nCorrect the source, or the columns' types in the pipeline file, and run the date again.", failure);
        }
        catch (Exception e) when (e is TransientEtlException or TerminalEtlException)
        {
            // The failure itself says more than that its details cannot be read.
            return failure;
        }
    }

    private static string Words(object?[] error) =>
        string.Create(CultureInfo.InvariantCulture, $"{error[0]}, line {error[1]}, column {error[2]} ({error[3]}): {error[4]}");
}
