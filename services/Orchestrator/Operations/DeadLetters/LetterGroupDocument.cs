namespace EtlMesh.Orchestrator.Operations;

/// <summary>Dead letters with one cause, as far as their words tell: same pipeline, stage and exception, and the same message but for ids, numbers and what is quoted.</summary>
/// <param name="Group">12 characters of [0-9a-f].</param>
/// <param name="Pipeline">Null for messages that belong to no run.</param>
/// <param name="Stage">Null for messages that could not be read.</param>
/// <param name="Exception">The exception's type; null where nothing was thrown.</param>
/// <param name="Message">The newest letter's words.</param>
/// <param name="Count">How many letters.</param>
/// <param name="Ids">Theirs, the newest first.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came.</param>
/// <param name="Letters">The newest first.</param>
public sealed record LetterGroupDocument(
    string Group, string? Pipeline, string? Stage, string? Exception, string Message, int Count, IReadOnlyList<string> Ids,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, IReadOnlyList<LetterSummaryDocument> Letters);
