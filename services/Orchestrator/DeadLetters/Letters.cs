using System.Globalization;
using System.Text.Json;
using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Makes letters of messages.</summary>
internal sealed class Letters(Redaction redaction, TimeProvider time)
{
    /// <summary>The attribute that names the replay which sent a message again.</summary>
    public const string ReplayAttribute = "EtlMesh-Replay";

    private const string Marks = "MT-";

    /// <param name="message">What lay in the queue.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="content">What the message says of itself.</param>
    public DeadLetterRow Letter(QueueMessage message, DeadLetterQueue queue, LetterContent content)
    {
        var body = redaction.Clean(Storable(message.Body));
        var exception = Mark("MT-Fault-ExceptionType");
        var words = Mark("MT-Fault-Message");
        var reason = Reason(message, queue, content, words);
        var sentAt = message.SentAt ?? time.GetUtcNow();
        return new DeadLetterRow
        {
            State = LetterStates.Open,
            Queue = queue.Name,
            Source = queue.Source,
            Kind = queue.Kind,
            Identity = content.MessageId is { } id ? $"{id:N}/{ReplayOf(message)}" : $"sqs/{message.Id}",
            SqsMessageId = message.Id,
            GroupId = LetterGroup.Of(content.Pipeline, content.Stage, exception, words ?? reason),
            Reason = reason,
            Known = content.Type is not null,
            MessageId = content.MessageId,
            MessageType = Storable(content.Name),
            ConversationId = content.ConversationId,
            Exception = exception,
            Message = words,
            Stack = Mark("MT-Fault-StackTrace"),
            RunId = content.RunId,
            Attempt = content.Attempt,
            Pipeline = Storable(content.Pipeline),
            RunDate = content.RunDate,
            Stage = content.Stage,
            Step = content.Step,
            Subject = Storable(content.Subject),
            TraceId = content.TraceId,
            Attributes = JsonSerializer.Serialize(message.Attributes.Where(attribute => !attribute.Key.StartsWith(Marks, StringComparison.Ordinal))
                .ToDictionary(attribute => attribute.Key, attribute => redaction.Clean(Storable(attribute.Value)))),
            OrderGroup = message.Group,
            Body = body,
            Redacted = body != message.Body,
            Seen = 1,
            FirstAt = sentAt,
            LastAt = sentAt,
            CollectedAt = time.GetUtcNow(),
        };

        string? Mark(string name) => redaction.Clean(Storable(message.Attributes.GetValueOrDefault(name)));
    }

    /// <summary>The replay that sent the message; null when none did.</summary>
    public static long? ReplayOf(QueueMessage message) =>
        long.TryParse(message.Attributes.GetValueOrDefault(ReplayAttribute), NumberStyles.None, CultureInfo.InvariantCulture, out var replay) ? replay : null;

    private string Reason(QueueMessage message, DeadLetterQueue queue, LetterContent content, string? words) => redaction.Clean(Storable(content switch
    {
        { Undecoded: { } undecoded } => $"{queue.Source} could not read it: {undecoded}",
        { Type: null } when queue.Kind != DeadLetterQueue.Error => $"its type {content.Name} is not known to this version; is {queue.Source} older or newer than who sent it?",
        _ => queue.Kind switch
        {
            DeadLetterQueue.Skipped => $"{queue.Source} does not take messages of type {content.Name}",
            DeadLetterQueue.Dead => string.Create(CultureInfo.InvariantCulture, $"{queue.Source} took it too often without an end: it may kill the process that works on it"),
            _ => words is null ? $"{queue.Source} failed and left no reason; its log has more ({message.Attributes.GetValueOrDefault("MT-Reason")})" : $"{queue.Source} failed: {words}",
        },
    }));

    /// <summary>PostgreSQL's texts hold every character but one.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Storable(string? text) => text?.Replace('\0', '\uFFFD');
}
