using System.CommandLine;
using System.CommandLine.Parsing;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>The commands, and how their ends become exit codes and messages.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Shell shell)
    {
        try
        {
            var parsed = Root(shell).Parse(args);
            if (parsed.Errors.Count > 0)
                throw new UsageException($"{parsed.Errors[^1].Message}\nSee: {Words(parsed)} --help");

            if (UnknownOption.In(parsed) is { } unknown)
                throw new UsageException($"{unknown}\nSee: {Words(parsed)} --help");

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = shell.Out,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // signals are the commands' own: a run compensates first
            });
        }
        catch (Exception end)
        {
            return Tell(end, shell, WantsJson(args));
        }
    }

    private static int Tell(Exception end, Shell shell, bool json)
    {
        switch (end)
        {
            case BrokenPipeException:
                return ExitCodes.Done;
            case OperationCanceledException:
                return ExitCodes.Interrupted;
            case UsageException when json:
                shell.Out.WriteLine(JsonDocuments.Write(new ErrorDocument(end.Message)));
                return ExitCodes.Usage;
            case UsageException:
                shell.Error.WriteLine($"etlmesh: {end.Message}");
                return ExitCodes.Usage;
            case TerminalEtlException or TransientEtlException when json:
                shell.Out.WriteLine(JsonDocuments.Write(new ErrorDocument(end.Message)));
                return ExitCodes.Failed;
            case TerminalEtlException or TransientEtlException:
                shell.Error.WriteLine($"etlmesh: {end.Message}");
                return ExitCodes.Failed;
            default:
                shell.Error.WriteLine($"etlmesh: this should not have happened; please report it with the lines below.{Environment.NewLine}{end}");
                return ExitCodes.Failed;
        }
    }

    private static RootCommand Root(Shell shell)
    {
        var root = new RootCommand("Runs nightly ETL as a mesh of small services: extract, load, transform, check, publish, tell.")
        {
            RunCommand.Create(shell),
            ValidateCommand.Create(shell),
            InitCommand.Create(shell),
            SchemaCommand.Create(shell),
            LineageCommand.Create(shell),
            QueryCommand.Create(shell),
            ReleasesCommand.Create(shell),
            UpCommand.Create(shell),
            DownCommand.Create(shell),
            StatusCommand.Create(shell),
            BundlesCommand.Create(shell),
            RunsCommand.Create(shell),
            SchedulesCommand.Create(shell),
            DeadLettersCommand.Create(shell),
        };
        HelpText.AddTo(root);
        return root;
    }

    private static string Words(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            words.Push(command.Command.Name);
        return string.Join(' ', ["etlmesh", .. words]);
    }

    /// <summary>Also where the arguments themselves are wrong, so it reads the bare words.</summary>
    private static bool WantsJson(string[] args) =>
        args.Contains("--output=json") || args.Contains("--output:json") || args.Zip(args.Skip(1)).Any(pair => pair is ("--output", "json"));
}
