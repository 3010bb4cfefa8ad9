using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query</c>: its words.</summary>
public static class QueryCommand
{
    public static Command Create(Shell shell)
    {
        var sql = new Argument<string>("sql") { Description = "One SQL statement that reads." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv);
        var (warehouse, home) = (WarehouseOption(), RunCommand.HomeOption());
        var command = new Command("query", "Asks the warehouse. It is opened for reading only.") { sql, output, warehouse, home };
        command.SetAction((parsed, ct) => Query.ExecuteAsync(
            parsed.GetRequiredValue(sql),
            parsed.GetValue(output),
            FileOf(parsed, warehouse, home, shell),
            shell,
            ct));
        return command;
    }

    /// <summary><c>--warehouse</c>, for every command that asks a warehouse.</summary>
    public static Option<string?> WarehouseOption() => new("--warehouse") { Description = "Another warehouse than the home's: duckdb:path.", HelpName = "url" };

    /// <summary>The file that <c>--warehouse</c> and <c>--home</c> name; absolute.</summary>
    /// <exception cref="UsageException">The warehouse is not of DuckDB.</exception>
    public static string FileOf(ParseResult parsed, Option<string?> warehouse, Option<string?> home, Shell shell) =>
        WarehouseFile.Of(parsed.GetValue(warehouse), shell.Home(parsed.GetValue(home)), shell.Folder);
}
