using System.CommandLine;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh lineage</c>: tells what is made of what, and what the latest checked night found. Needs no warehouse and starts nothing.</summary>
public static class LineageCommand
{
    public static Command Create(Shell shell)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "A name under pipelines/, or the path of a pipeline's folder." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json, OutputFormat.Html);
        var (warehouse, home) = (QueryCommand.WarehouseOption(), RunCommand.HomeOption());
        var command = new Command("lineage", "Tells what is made of what: source tables, seeds, models and their checks, with the latest verdicts.") { pipeline, output, warehouse, home };
        command.SetAction((parsed, ct) => ExecuteAsync(
            parsed.GetRequiredValue(pipeline), parsed.GetValue(output), parsed.GetValue(warehouse), parsed.GetValue(home), shell, ct));
        return command;
    }

    private static async Task<int> ExecuteAsync(string pipeline, OutputFormat output, string? warehouse, string? home, Shell shell, CancellationToken ct)
    {
        var read = PipelineCheck.Read(PipelineFolders.Find(pipeline, shell), null, shell);
        if (read is not { Definition: { } definition, Project: { } project, Problems.Count: 0 })
            throw new UsageException(string.Join('\n', read.Problems));

        var compiled = ProjectCompiler.Compile(project, new ReaderNames(definition.Name));
        var graph = LineageGraph.Of(definition, project, compiled);
        if (Place(warehouse, home, definition, read.Folder, shell) is { } place && await FindAsync(place, definition.Name, shell, ct) is { } findings)
            graph = graph.With(findings);

        await shell.Out.WriteAsync(output switch
        {
            OutputFormat.Json => JsonDocuments.Write(graph) + shell.Out.NewLine,
            OutputFormat.Html => LineagePage.Of(definition.Name, definition.Description, graph, compiled),
            _ => LineageText.Of(graph, shell.Out.NewLine),
        });
        return ExitCodes.Done;
    }

    /// <returns>What to ask for verdicts; null when the pipeline has none yet, or its warehouse cannot be named here.</returns>
    /// <exception cref="UsageException">The file that <c>--warehouse</c> names is not there.</exception>
    private static WarehousePlace? Place(string? warehouse, string? home, PipelineDefinition definition, string folder, Shell shell)
    {
        if (warehouse is not null)
        {
            var named = WarehousePlace.Of(warehouse, shell.Home(home), shell.Folder);
            return named.File is { } file ? WarehousePlace.OfFile(Warehouses.Existing(file)) : named;
        }

        try
        {
            var own = WarehousePlace.Of(EnvironmentReferences.Resolve(definition.Warehouse, shell.Variable), shell.Home(home), folder);
            return own.File is null || File.Exists(own.File) ? own : null;
        }
        catch (Exception elsewhere) when (elsewhere is UsageException or TerminalEtlException)
        {
            return null; // a secret that is not set here: the picture does without
        }
    }

    /// <returns>Null when nothing was checked, and, with a word on standard error, when the warehouse cannot be read now.</returns>
    private static async Task<Findings?> FindAsync(WarehousePlace place, string pipeline, Shell shell, CancellationToken ct)
    {
        try
        {
            await using var opened = await Warehouses.OpenExistingAsync(place, shell, ct);
            return await new FindingsReader(opened).ReadAsync(pipeline, ct);
        }
        catch (Exception failure) when (failure is TransientEtlException or TerminalEtlException)
        {
            await shell.Error.WriteLineAsync($"etlmesh: without verdicts. {failure.Message}");
            return null;
        }
    }
}
