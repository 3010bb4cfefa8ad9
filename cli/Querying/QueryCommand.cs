using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query</c>: its words.</summary>
public static class QueryCommand
{
    public static Command Create(Shell shell)
    {
        var sql = new Argument<string?>("sql") { Description = "One SQL statement that reads.", Arity = ArgumentArity.ZeroOrOne };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv);
        var (warehouse, home) = (WarehouseOption(), RunCommand.HomeOption());
        var lake = new Option<string?>("--lake") { Description = "Asks a lake instead: a pipeline's, by its name, or s3://bucket/prefix, or a folder. Default: the home's.", HelpName = "where", Arity = ArgumentArity.ZeroOrOne };
        var named = new Option<string?>("--named") { Description = "Runs a named query of the lake's pipelines; without a name, lists them.", HelpName = "query", Arity = ArgumentArity.ZeroOrOne };
        var set = new Option<string[]>("--set") { Description = "A parameter of the named query: name=value. May be given again.", HelpName = "name=value" };
        var command = new Command("query", "Asks the warehouse, or a lake. It is opened for reading only.") { sql, output, warehouse, home, lake, named, set };
        command.SetAction((parsed, ct) =>
        {
            var words = LakeWords.Of(
                parsed.GetValue(sql), parsed.GetResult(lake) is not null, parsed.GetValue(lake), parsed.GetResult(named) is not null, parsed.GetValue(named), parsed.GetValue(set) ?? []);
            if (words is not null && parsed.GetValue(warehouse) is not null)
                throw new UsageException("--lake and --warehouse name two places; leave one of them out.");
            return words is null
                ? Query.ExecuteAsync(
                    parsed.GetValue(sql) ?? throw new UsageException("there is no statement; write one, such as etlmesh query \"select 1\"."), parsed.GetValue(output), PlaceOf(parsed, warehouse, home, shell), shell, ct)
                : LakeQuery.ExecuteAsync(words, parsed.GetValue(output), shell.Home(parsed.GetValue(home)), shell, ct);
        });
        return command;
    }

    /// <summary><c>--warehouse</c>, for every command that asks a warehouse.</summary>
    public static Option<string?> WarehouseOption() => new("--warehouse") { Description = "Another warehouse than the home's file: duckdb:path, postgres://…, or mesh for that of the mesh on this machine.", HelpName = "url" };

    /// <summary>What <c>--warehouse</c> and <c>--home</c> name.</summary>
    /// <exception cref="UsageException">It is none that can be asked.</exception>
    public static WarehousePlace PlaceOf(ParseResult parsed, Option<string?> warehouse, Option<string?> home, Shell shell) =>
        WarehousePlace.Of(parsed.GetValue(warehouse), shell.Home(parsed.GetValue(home)), shell.Folder);
}
