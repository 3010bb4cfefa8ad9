using System.CommandLine;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh init</c>: makes a small pipeline that runs as it is.</summary>
public static class InitCommand
{
    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("name") { Description = "The new pipeline's name: lowercase letters, digits and single - between them." };
        var command = new Command("init", "Makes pipelines/<name>: a small pipeline that runs as it is, to be changed into your own.") { name };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(name), shell));
        return command;
    }

    private static int Execute(string name, Shell shell)
    {
        var made = NewPipeline.Make(name, shell.Folder);
        shell.Out.WriteLine($"Made pipelines/{name}:");
        foreach (var file in made)
            shell.Out.WriteLine($"  {file}");
        shell.Out.WriteLine();
        shell.Out.WriteLine("Next:");
        shell.Out.WriteLine($"  etlmesh validate {name}");
        shell.Out.WriteLine($"  etlmesh run {name}");
        shell.Out.WriteLine($"  etlmesh query \"select * from {PipelineTemplate.Underscored(name)}.revenue_by_day order by day\"");
        return ExitCodes.Done;
    }
}
