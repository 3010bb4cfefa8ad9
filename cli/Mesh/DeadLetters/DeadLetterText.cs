using System.Globalization;
using System.Text.Json;

namespace EtlMesh.Cli;

/// <summary>What a person reads of dead letters.</summary>
public static class DeadLetterText
{
    public static void WriteGroups(IReadOnlyList<DeadLetterGroup> groups, TextWriter writer)
    {
        if (groups.Count == 0)
        {
            writer.WriteLine("There are no such dead letters.");
            return;
        }

        var first = true;
        foreach (var group in groups)
        {
            if (!first)
                writer.WriteLine();
            first = false;
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Count} in {group.Stage ?? "an unknown stage"}: {group.Exception ?? "no exception is known"}, {MeshRunText.Moment(group.FirstAt)} to {MeshRunText.Moment(group.LastAt)} UTC"));
            var grid = new TextGrid("letter", "state", "pipeline", "run", "message", "what went wrong");
            foreach (var letter in group.Letters)
                grid.Add(letter.Id, letter.State, letter.Pipeline ?? "–", letter.RunId?.ToString() ?? "–", Short(letter.MessageType), FirstLine(letter.Message));
            grid.Write(writer);
        }
    }

    public static void WriteWhole(DeadLetter letter, TextWriter writer)
    {
        var facts = new TextGrid();
        facts.Add("letter", letter.Id);
        facts.Add("state", letter.State);
        facts.Add("kind", $"{letter.Kind ?? "–"} of queue {letter.Queue ?? "–"}");
        facts.Add("message", $"{Short(letter.MessageType)} {letter.MessageId}");
        facts.Add("pipeline", letter.Pipeline ?? "–");
        facts.Add("run", letter.RunId is { } run ? $"{run}, attempt {letter.Attempt?.ToString(CultureInfo.InvariantCulture) ?? "–"}" : "–");
        facts.Add("stage", letter.Stage ?? "–");
        facts.Add("trace", letter.TraceId ?? "–");
        facts.Add("since", $"{MeshRunText.Moment(letter.FirstAt)} UTC, collected {MeshRunText.Moment(letter.CollectedAt)}");
        facts.Add("exception", letter.Exception ?? "–");
        facts.Write(writer);
        Part(letter.Message, writer);
        Part(letter.Stack, writer);
        Part(Body(letter.Body), writer);
        if (letter.Replays.Count == 0)
            return;

        var grid = new TextGrid("replay", "at (UTC)", "by", "outcome", "");
        foreach (var replay in letter.Replays)
            grid.Add(replay.Id, MeshRunText.Moment(replay.At), replay.Actor ?? "–", replay.Outcome ?? "–", replay.Again is { } again ? $"became letter {again}" : "");
        writer.WriteLine();
        grid.Write(writer);
    }

    public static string Of(Replayed replayed) => replayed.How switch
    {
        "resent" => $"Dead letter {replayed.Id} is sent again: `etlmesh deadletters show {replayed.Id}` tells what becomes of it.",
        "resumed" => $"The run of dead letter {replayed.Id} is resumed: `etlmesh runs list` tells what becomes of it.",
        _ => $"Dead letter {replayed.Id} was replayed before; nothing was done.",
    };

    private static void Part(string? text, TextWriter writer)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        writer.WriteLine();
        writer.WriteLine(text.TrimEnd());
    }

    private static string? Body(JsonElement? body) => body switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } json => JsonSerializer.Serialize(json, MeshJson.Indented),
    };

    // urn:message:EtlMesh.Contracts:LoadTable → LoadTable
    private static string Short(string? type) => type?[(type.LastIndexOf(':') + 1)..] ?? "–";

    private static string FirstLine(string? message) => message?.Split('\n')[0] ?? "–";
}
