using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query</c>: its words.</summary>
public static class QueryCommand
{
    public static Command Create(Shell shell)
    {
        var sql = new Argument<string>("sql") { Description = "One SQL statement that reads." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv);
        var warehouse = new Option<string?>("--warehouse") { Description = "Another warehouse than the home's: duckdb:path.", HelpName = "url" };
        var home = RunCommand.HomeOption();
        var command = new Command("query", "Asks the warehouse. It is opened for reading only.") { sql, output, warehouse, home };
        command.SetAction((parsed, ct) => Query.ExecuteAsync(
            parsed.GetRequiredValue(sql),
            parsed.GetValue(output),
            WarehouseFile.Of(parsed.GetValue(warehouse), shell.Home(parsed.GetValue(home)), shell.Folder),
            shell,
            ct));
        return command;
    }
}
