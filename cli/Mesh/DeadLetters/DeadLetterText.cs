using System.Globalization;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What a person reads of dead letters.</summary>
public static class DeadLetterText
{
    public static void WriteGroups(IReadOnlyList<LetterGroupDocument> groups, TextWriter writer)
    {
        if (groups.Count == 0)
        {
            writer.WriteLine("There are no such dead letters.");
            return;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0)
                writer.WriteLine();
            Write(groups[i], writer);
        }
    }

    public static void WriteWhole(LetterDocument letter, TextWriter writer)
    {
        var facts = new TextGrid();
        facts.Add("letter", letter.Id);
        facts.Add("state", letter.EndedAt is { } ended ? $"{letter.State} since {MeshRunText.Moment(ended)} UTC{(letter.EndedBy is { } by ? $", by {by}" : "")}" : letter.State);
        facts.Add("reason", letter.Reason);
        facts.Add("message", $"{Short(letter.MessageType)} {letter.MessageId}");
        facts.Add("queue", $"{letter.Queue} ({letter.Kind})");
        facts.Add("pipeline", letter.Pipeline is { } pipeline ? $"{pipeline}{(letter.RunDate is { } date ? $" for {MeshRunText.Day(date)}" : "")}" : "–");
        facts.Add("run", letter.RunId is { } run ? $"{run}, attempt {(letter.Attempt is { } attempt ? Number(attempt) : "–")}" : "–");
        facts.Add("stage", $"{letter.Stage ?? "–"}{(letter.Subject is { } subject ? $", {subject}" : "")}");
        facts.Add("trace", letter.TraceId ?? "–");
        facts.Add("seen", $"{Number(letter.Seen)} times, {MeshRunText.Moment(letter.FirstAt)} to {MeshRunText.Moment(letter.LastAt)} UTC");
        if (letter.CameFrom is { } before)
            facts.Add("came from", $"the replay of letter {before}");
        facts.Write(writer);
        Part($"{letter.Exception}{(letter is { Exception: not null, Message: not null } ? ": " : "")}{letter.Message}", writer);
        Part(letter.Stack, writer);
        Part(letter.Body, writer);
        if (letter.Replays.Count == 0)
            return;

        var grid = new TextGrid("replay", "at (UTC)", "by", "outcome", "");
        foreach (var replay in letter.Replays)
            grid.Add(replay.Id, MeshRunText.Moment(replay.At), replay.Actor, replay.Outcome, replay.Again is { } again ? $"became letter {again}" : replay.Error ?? "");
        writer.WriteLine();
        grid.Write(writer);
    }

    /// <param name="replay">What came of it.</param>
    /// <param name="before">It was asked for before.</param>
    public static string Of(ReplayedDocument replay, bool before) => (before, replay.How) switch
    {
        (true, _) => $"Dead letter {replay.Id} was replayed before; nothing was done. `etlmesh deadletters show {replay.Id}` tells what became of it.",
        (_, "resumed") => $"The run of dead letter {replay.Id} goes on, and does this work again: `etlmesh runs list` tells what becomes of it.",
        _ => $"Dead letter {replay.Id} is sent again: `etlmesh deadletters show {replay.Id}` tells what becomes of it.",
    };

    private static void Write(LetterGroupDocument group, TextWriter writer)
    {
        var span = group.Count == 1 ? MeshRunText.Moment(group.LastAt) : $"{MeshRunText.Moment(group.FirstAt)} to {MeshRunText.Moment(group.LastAt)}";
        writer.WriteLine($"{group.Pipeline ?? "no pipeline"}, {group.Stage ?? "no stage"}: {group.Exception ?? "no exception"}, {Number(group.Count)} {(group.Count == 1 ? "letter" : "letters")}, {span} UTC");
        writer.WriteLine($"  {group.Message.Split('\n')[0]}");
        var grid = new TextGrid("  letter", "state", "message", "about", "run", ">attempt", "date", ">seen");
        foreach (var letter in group.Letters)
        {
            grid.Add(
                $"  {letter.Id}",
                letter.State,
                Short(letter.MessageType),
                letter.Subject ?? "–",
                letter.RunId?.ToString() ?? "–",
                letter.Attempt is { } attempt ? Number(attempt) : "–",
                letter.RunDate is { } date ? MeshRunText.Day(date) : "–",
                Number(letter.Seen));
        }

        grid.Write(writer);
    }

    private static void Part(string? text, TextWriter writer)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        writer.WriteLine();
        writer.WriteLine(text.TrimEnd());
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // urn:message:EtlMesh.Contracts:LoadTable → LoadTable
    private static string Short(string? type) => type?[(type.LastIndexOf(':') + 1)..] ?? "–";
}
