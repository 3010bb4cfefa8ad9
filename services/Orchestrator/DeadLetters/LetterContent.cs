using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Hosting;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>What a message says of itself, read without needing its type.</summary>
internal sealed record LetterContent
{
    private const string Urn = "urn:message:";

    /// <summary>Why it could not be read; null when it could.</summary>
    public string? Undecoded { get; init; }

    public Guid? MessageId { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>The most special of its types, such as <c>EtlMesh.Contracts:LoadTable</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Null when this version does not know it.</summary>
    public Type? Type { get; init; }

    public bool IsFault { get; init; }

    public Guid? RunId { get; init; }

    public int? Attempt { get; init; }

    public string? Pipeline { get; init; }

    public DateOnly? RunDate { get; init; }

    public int? Step { get; init; }

    public string? Source { get; init; }

    public string? Table { get; init; }

    public int? Slice { get; init; }

    /// <summary>Of a deadline: the saga that it wakes.</summary>
    public Guid? SagaId { get; init; }

    /// <summary>The trace that the sender was in; a run's own trace is computed.</summary>
    public string? SenderTrace { get; init; }

    public string? Stage => Type is null ? null : Hosting.Stage.Of(Type);

    public string? Subject => (Table, Slice) switch
    {
        (null, _) => null,
        (_, null) => $"{Source}.{Table}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Source}.{Table} {Slice}"),
    };

    public string? TraceId => RunId is { } run && Attempt is { } attempt ? RunTrace.OfRun(run, attempt).TraceId.ToHexString() : SenderTrace;

    /// <summary>Reads the bus's envelope, also out of the one that SNS puts around it.</summary>
    public static LetterContent Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Outside(json.RootElement) is { } inner ? Read(inner) : Read(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new LetterContent { Undecoded = $"it is not JSON: {broken.Message}" };
        }
    }

    private static string? Outside(JsonElement root) => Text(root, "TopicArn") is null ? null : Text(root, "Message");

    private static LetterContent Read(JsonElement root)
    {
        if (Member(root, "messageType") is not { ValueKind: JsonValueKind.Array } types || types.GetArrayLength() == 0 || Member(root, "message") is not { ValueKind: JsonValueKind.Object } message)
            return new LetterContent { Undecoded = "it is JSON, but no envelope of the bus: messageType and message are missing" };

        var name = types[0].GetString() ?? "";
        name = name.StartsWith(Urn, StringComparison.Ordinal) ? name[Urn.Length..] : name;
        var isFault = KnownMessages.Unwrap(name).IsFault;
        var about = isFault && Member(message, "message") is { ValueKind: JsonValueKind.Object } failed ? failed : message;
        return new LetterContent
        {
            Name = name,
            Type = KnownMessages.Find(name),
            IsFault = isFault,
            MessageId = Id(root, "messageId"),
            ConversationId = Id(root, "conversationId"),
            RunId = Id(about, "runId"),
            Attempt = Number(about, "attempt"),
            Pipeline = Text(about, "pipeline"),
            RunDate = DateOnly.TryParseExact(Text(about, "runDate"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            Step = Number(about, "step"),
            Source = Text(about, "source"),
            Table = Text(about, "table"),
            Slice = Number(about, "k"),
            SagaId = Id(about, "sagaId"),
            SenderTrace = Member(root, "headers") is { } headers && ActivityContext.TryParse(Text(headers, "MT-Activity-Id"), null, out var sender) ? sender.TraceId.ToHexString() : null,
        };
    }

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement parent, string name) => Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static Guid? Id(JsonElement parent, string name) => Guid.TryParse(Text(parent, name), out var id) ? id : null;

    private static int? Number(JsonElement parent, string name) => Member(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;
}
