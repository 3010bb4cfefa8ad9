using System.CommandLine;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh runs</c>: its words.</summary>
public static class RunsCommand
{
    private const int Listed = 20;

    public static Command Create(Shell shell) =>
        new("runs", "Starts runs on the mesh, tells how they stand, and resumes or cancels them.") { List(shell), Show(shell), Start(shell), Resume(shell), Cancel(shell) };

    private static Command List(Shell shell)
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "The pipeline's name. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var state = new Option<string?>("--state") { Description = "Only runs in this state, such as suspended.", HelpName = "state" };
        var limit = new Option<int>("--limit") { Description = $"At most so many. Default: {Listed}.", HelpName = "number", DefaultValueFactory = _ => Listed };
        var (output, home) = MeshOptions.Both();
        var command = new Command("list", "Lists runs, the latest first.") { pipeline, state, limit, output, home };
        command.SetAction(MeshOptions.With(home, shell, (parsed, client, ct) =>
            RunListing.ExecuteAsync(parsed.GetValue(pipeline), parsed.GetValue(state), parsed.GetValue(limit), parsed.GetValue(output), client, shell, ct)));
        return command;
    }

    private static Command Show(Shell shell)
    {
        var id = IdArgument();
        var (output, home) = MeshOptions.Both();
        var command = new Command("show", "Tells everything about a run: stages, tables, checks, what is due, why it stands still.") { id, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var run = await client.RunAsync(Id(parsed.GetRequiredValue(id)), ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(run));
            else
                MeshRunText.WriteWhole(run, shell.Out);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Start(Shell shell)
    {
        var pipeline = new Argument<string>("pipeline") { Description = "The pipeline's name in the mesh." };
        var date = new Option<string?>("--date") { Description = "The business date, such as 2026-11-20. Default: yesterday, by the pipeline's schedule.", HelpName = "date" };
        var again = new Option<bool>("--again") { Description = "Run a date again that is already published, as its next attempt." };
        var asOfNow = new Option<bool>("--as-of-now") { Description = "For a date before the one that is published: take tables without a watermark as they are now." };
        var (fullRefresh, tables) = FullRefreshOptions.Both();
        var select = new Option<string?>("--select") { Description = "Build some models only: name, +name, name+, tag:x, path:x; a space adds, a comma intersects.", HelpName = "selector" };
        var wait = new Option<bool>("--wait") { Description = "Follow the run to its end. Exit code 0: completed; 3: blocked; 1: failed, cancelled or suspended; 130: no longer waited for, the run goes on." };
        var (output, home) = MeshOptions.Both();
        var command = new Command("start", "Starts a night on the mesh.") { pipeline, date, again, asOfNow, fullRefresh, tables, select, wait, output, home };
        command.SetAction((parsed, _) => RunStart.ExecuteAsync(
            new MeshRunOptions
            {
                Request = new StartRunDocument
                {
                    Pipeline = parsed.GetRequiredValue(pipeline),
                    Date = parsed.GetValue(date) is { } text ? RunDates.Parse(text) : null,
                    Again = parsed.GetValue(again),
                    AsOfNow = parsed.GetValue(asOfNow),
                    FullRefresh = parsed.GetValue(fullRefresh),
                    Tables = FullRefreshOptions.Names(parsed.GetValue(tables)),
                    Select = parsed.GetValue(select),
                },
                Wait = parsed.GetValue(wait),
                Output = parsed.GetValue(output),
                Home = parsed.GetValue(home),
            },
            shell));
        return command;
    }

    private static Command Resume(Shell shell)
    {
        var id = IdArgument();
        var (output, home) = MeshOptions.Both();
        var command = new Command("resume", "Lets a suspended run go on from the stage that failed. Exit code 1: it is not suspended.") { id, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var run = Id(parsed.GetRequiredValue(id));
            return MeshOptions.Done(await client.ResumeAsync(run, ct), $"Run {run} is asked to go on: `etlmesh runs show {run}`.", parsed.GetValue(output), shell);
        }));
        return command;
    }

    private static Command Cancel(Shell shell)
    {
        var id = IdArgument();
        var reason = new Option<string?>("--reason") { Description = "Why; whoever looks at the run reads it.", HelpName = "text" };
        var (output, home) = MeshOptions.Both();
        var command = new Command("cancel", "Ends a run and removes what it wrote. Exit code 1: it has ended already.") { id, reason, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var run = Id(parsed.GetRequiredValue(id));
            return MeshOptions.Done(await client.CancelAsync(run, parsed.GetValue(reason), ct), $"Run {run} is asked to end: `etlmesh runs show {run}`.", parsed.GetValue(output), shell);
        }));
        return command;
    }

    private static Argument<string> IdArgument() => new("run") { Description = "The run's id, as `etlmesh runs list` tells it." };

    private static Guid Id(string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new UsageException($"{text}: not the id of a run; `etlmesh runs list` tells them.");
}
