using System.CommandLine;
using System.Globalization;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh deadletters</c>: its words.</summary>
public static class DeadLettersCommand
{
    public static Command Create(Shell shell) =>
        new("deadletters", "Finds messages that could not be worked on, tells why, and replays or discards them.") { List(shell), Show(shell), Replay(shell), Discard(shell) };

    private static Command List(Shell shell)
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "Only those of this pipeline. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var state = new Option<string?>("--state") { Description = "open, replayed, discarded or closed. Default: open.", HelpName = "state", DefaultValueFactory = _ => "open" };
        var (output, home) = MeshOptions.Both();
        var command = new Command("list", "Lists dead letters, together by what went wrong and where.") { pipeline, state, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var groups = await client.DeadLettersAsync(parsed.GetValue(pipeline), parsed.GetValue(state), ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(groups));
            else
                DeadLetterText.WriteGroups(groups, shell.Out);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Show(Shell shell)
    {
        var id = IdArgument();
        var (output, home) = MeshOptions.Both();
        var command = new Command("show", "Tells everything about a dead letter: what went wrong, of which run, its message, and what was tried.") { id, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var letter = await client.DeadLetterAsync(parsed.GetRequiredValue(id), ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(letter));
            else
                DeadLetterText.WriteWhole(letter, shell.Out);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Replay(Shell shell)
    {
        var id = IdArgument();
        var (output, home) = MeshOptions.Both();
        var command = new Command("replay", "Has the work tried again, once however often it is asked for. Exit code 1: the run has moved on.") { id, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var (replay, before) = await client.ReplayAsync(parsed.GetRequiredValue(id), ct);
            return MeshOptions.Done(replay, DeadLetterText.Of(replay, before), parsed.GetValue(output), shell);
        }));
        return command;
    }

    private static Command Discard(Shell shell)
    {
        var id = IdArgument();
        var reason = new Option<string?>("--reason") { Description = "Why; whoever looks at the letter reads it.", HelpName = "text" };
        var (output, home) = MeshOptions.Both();
        var command = new Command("discard", "Sets a dead letter aside: its work is not to be tried again.") { id, reason, output, home };
        command.SetAction(MeshOptions.With(home, shell, async (parsed, client, ct) =>
        {
            var letter = parsed.GetRequiredValue(id);
            await client.DiscardAsync(letter, parsed.GetValue(reason), ct);
            return MeshOptions.Done(new AskedDocument(letter.ToString(CultureInfo.InvariantCulture), "discard"), $"Dead letter {letter} is discarded; it stays in the ledger.", parsed.GetValue(output), shell);
        }));
        return command;
    }

    private static Argument<long> IdArgument() => new("letter")
    {
        Description = "The letter's number, as `etlmesh deadletters list` tells it.",
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return id;
            result.AddError($"{result.Tokens.Single().Value}: not the number of a dead letter; `etlmesh deadletters list` tells them.");
            return 0;
        },
    };
}
