using System.CommandLine;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh schema</c>: prints the JSON Schema of the pipeline file, for editors.</summary>
public static class SchemaCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("schema", "Prints the JSON Schema of pipeline.yml, for editors.");
        command.SetAction(_ =>
        {
            shell.Out.Write(PipelineSchema.Write());
            return ExitCodes.Done;
        });
        return command;
    }
}
