using System.CommandLine;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh lineage</c>: tells what is made of what. Needs no warehouse and starts nothing.</summary>
public static class LineageCommand
{
    public static Command Create(Shell shell)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "A name under pipelines/, or the path of a pipeline's folder." };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json, OutputFormat.Html);
        var command = new Command("lineage", "Tells what is made of what: source tables, seeds, models and their checks.") { pipeline, output };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(pipeline), parsed.GetValue(output), shell));
        return command;
    }

    private static int Execute(string pipeline, OutputFormat output, Shell shell)
    {
        var read = PipelineCheck.Read(PipelineFolders.Find(pipeline, shell), null, shell);
        if (read is not { Definition: { } definition, Project: { } project, Problems.Count: 0 })
            throw new UsageException(string.Join('\n', read.Problems));

        var compiled = ProjectCompiler.Compile(project, new ReaderNames(definition.Name));
        var graph = LineageGraph.Of(definition, project, compiled);
        switch (output)
        {
            case OutputFormat.Json:
                shell.Out.WriteLine(LineageDocuments.Write(graph));
                break;
            case OutputFormat.Html:
                shell.Out.Write(LineagePage.Of(definition.Name, graph, compiled));
                break;
            default:
                LineageText.Write(graph, shell.Out);
                break;
        }

        return ExitCodes.Done;
    }
}
