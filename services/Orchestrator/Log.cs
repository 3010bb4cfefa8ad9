using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator;

/// <summary>The orchestrator's log lines: event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{Saga} {SagaId}: {Event} came late or twice in state {State}, ignored")]
    public static partial void EventAbsorbed(ILogger logger, string saga, Guid sagaId, string @event, string state);

    [LoggerMessage(1001, LogLevel.Warning, "Run {RunId} attempt {Attempt}: stage {Stage} failed on try {Try}, again in {Delay}: {Reason}")]
    public static partial void StageRetried(ILogger logger, Guid runId, int attempt, string stage, int @try, TimeSpan delay, string? reason);

    [LoggerMessage(1002, LogLevel.Error, "Run {RunId} attempt {Attempt}: stage {Stage} failed: {Reason}")]
    public static partial void StageFailed(ILogger logger, Guid runId, int attempt, string stage, string? reason);

    [LoggerMessage(1003, LogLevel.Error, "Run {RunId} attempt {Attempt}: its end as {State} could not be recorded in the warehouse, the attempt stays open: {Reason}")]
    public static partial void AttemptNotClosed(ILogger logger, Guid runId, int attempt, string? state, string? reason);

    [LoggerMessage(1004, LogLevel.Warning, "Run {RunId} attempt {Attempt}: {Source}.{Table} {Stage} failed on try {Try}, again in {Delay}: {Reason}")]
    public static partial void TransferRetried(ILogger logger, Guid runId, int attempt, string source, string table, string stage, int @try, TimeSpan delay, string? reason);

    [LoggerMessage(1010, LogLevel.Error, "The outbox could not be read or written; it is tried again")]
    public static partial void DeliveryFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1011, LogLevel.Warning, "Message {MessageId} ({MessageType}) was refused by the bus for the {Attempts}. time; again at {DueAt:O}")]
    public static partial void MessageRefused(this ILogger logger, Exception failure, Guid messageId, string messageType, int attempts, DateTimeOffset dueAt);

    [LoggerMessage(1012, LogLevel.Warning, "Old inbox rows could not be removed; it is tried again in an hour")]
    public static partial void SweepFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1013, LogLevel.Warning, "The orchestrator's database is not to be had yet, it is waited for: {Reason}")]
    public static partial void DatabaseAwaited(this ILogger logger, string reason);

    [LoggerMessage(1020, LogLevel.Information, "Pipeline {Pipeline}: the run of {RunDate}, due {DueAt:O}, is started as {RunId}")]
    public static partial void NightStarted(this ILogger logger, string pipeline, DateOnly runDate, DateTimeOffset dueAt, Guid runId);

    [LoggerMessage(1021, LogLevel.Warning, "Pipeline {Pipeline}: the run of {RunDate}, due {DueAt:O}, was missed as no orchestrator was there; start it by hand if it is wanted")]
    public static partial void NightMissed(this ILogger logger, string pipeline, DateOnly runDate, DateTimeOffset dueAt);

    [LoggerMessage(1022, LogLevel.Error, "The schedule of {Pipeline} could not be looked after; it is tried again")]
    public static partial void SchedulingFailed(this ILogger logger, Exception failure, string pipeline);

    [LoggerMessage(1030, LogLevel.Warning, "The operations API refused {Method} {Path} of {Actor} with {Status}: {Reason}")]
    public static partial void CallRefused(this ILogger logger, string method, string path, string actor, int status, string reason);

    [LoggerMessage(1031, LogLevel.Error, "The operations API failed at {Method} {Path}")]
    public static partial void CallFailed(this ILogger logger, Exception failure, string method, string path);

    [LoggerMessage(1032, LogLevel.Error, "A refused call could not be written to the audit log")]
    public static partial void AuditFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1040, LogLevel.Warning, "Dead letter {Id} from {Queue}: {MessageType}, run {RunId} attempt {Attempt}, stage {Stage}")]
    public static partial void LetterKept(this ILogger logger, long id, string queue, string? messageType, Guid? runId, int? attempt, string? stage);

    [LoggerMessage(1041, LogLevel.Error, "Dead letters of {Queue} could not be collected; they stay where they are, and it is tried again")]
    public static partial void CollectingFailed(this ILogger logger, Exception failure, string queue);

    [LoggerMessage(1042, LogLevel.Warning, "Replay {Replay} of dead letter {Letter} could not be sent to {Queue}; it is tried again")]
    public static partial void ReplayNotSent(this ILogger logger, Exception failure, long replay, long letter, string queue);

    [LoggerMessage(1043, LogLevel.Error, "Dead letters could not be closed or removed; it is tried again")]
    public static partial void TidyingFailed(this ILogger logger, Exception failure);

    [LoggerMessage(1044, LogLevel.Warning, "The queues could not be looked into; it is tried again")]
    public static partial void QueuesUnseen(this ILogger logger, Exception failure);

    [LoggerMessage(1045, LogLevel.Warning, "A replay could not be sent at once; it is tried again")]
    public static partial void ReplaysDelayed(this ILogger logger, Exception failure);
}
