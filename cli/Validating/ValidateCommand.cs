using System.CommandLine;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh validate</c>: tells everything that is wrong with pipelines, and starts nothing.</summary>
public static class ValidateCommand
{
    public static Command Create(Shell shell)
    {
        var pipeline = new Argument<string?>("pipeline")
        {
            Description = "A name under pipelines/, or the path of a pipeline's folder. Default: every folder below pipelines/.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = OutputOption.Of(OutputFormat.Text, OutputFormat.Json);
        var command = new Command("validate", "Reads pipelines and their models, and tells everything that is wrong.") { pipeline, output };
        command.SetAction(parsed => Execute(parsed.GetValue(pipeline), parsed.GetValue(output), shell));
        return command;
    }

    private static int Execute(string? pipeline, OutputFormat output, Shell shell)
    {
        var folders = pipeline is null ? PipelineFolders.All(shell) : [PipelineFolders.Find(pipeline, shell)];
        var pipelines = folders.Select(folder => PipelineCheck.Read(folder, null, shell)).ToList();
        if (output == OutputFormat.Json)
            shell.Out.WriteLine(JsonDocuments.Write(new ValidationDocument(pipelines)));
        else
            Tell(pipelines, shell.Out);
        return pipelines.Exists(read => read.Problems.Count > 0) ? ExitCodes.Usage : ExitCodes.Done;
    }

    private static void Tell(IReadOnlyList<CheckedPipeline> pipelines, TextWriter writer)
    {
        foreach (var read in pipelines)
        {
            foreach (var problem in read.Problems)
                writer.WriteLine(problem);
            writer.WriteLine(read is { Definition: { } definition, Project: { } project, Problems.Count: 0 }
                ? $"{read.Name}: sound; {definition.Sources.Sum(source => source.Tables.Count)} tables, {project.Models.Count} models, {project.Checks.Count} checks"
                : $"{read.Name}: {read.Problems.Count} {(read.Problems.Count == 1 ? "problem" : "problems")}");
        }
    }
}
