using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>
/// An attempt that is over: the root of its trace and the spans of its stages are told now, under the ids that their children have named as parents all along.
/// Told twice, as after a redelivery, they are the same spans again.
/// </summary>
public sealed record EndedAttempt
{
    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>Completed, Blocked, Failed, Cancelled or Abandoned.</summary>
    public required string Outcome { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it did not complete; null when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Tells the root.</summary>
    public void Emit(ActivitySource source)
    {
        if (!source.HasListeners())
            return;

        var self = RunTrace.OfRun(RunId, Attempt);
        // A parent with a trace and no span makes a root of that trace.
        var none = new ActivityContext(self.TraceId, default, self.TraceFlags, isRemote: true);
        var name = string.Create(CultureInfo.InvariantCulture, $"run {Pipeline} {RunDate:yyyy-MM-dd}");
        Emit(source, name, self, none, Outcome, StartedAt, EndedAt, Failure);
    }

    /// <summary>Tells the span of a stage.</summary>
    /// <param name="source">Whose span it is.</param>
    /// <param name="stage">One of <see cref="StageNames"/>.</param>
    /// <param name="outcome">done, failed or skipped.</param>
    /// <param name="from">When it was begun first.</param>
    /// <param name="to">When it ended last.</param>
    /// <param name="detail">Why it failed, or what there is to tell of it.</param>
    public void EmitStage(ActivitySource source, string stage, string outcome, DateTimeOffset from, DateTimeOffset to, string? detail)
    {
        if (!source.HasListeners())
            return;

        var failure = outcome == "failed" ? detail ?? "failed" : null;
        Emit(source, stage, RunTrace.OfStage(RunId, Attempt, stage), RunTrace.OfRun(RunId, Attempt), outcome, from, to, failure,
            new(TraceTags.Stage, stage), new("etlmesh.detail", failure is null ? detail : null));
    }

    private void Emit(
        ActivitySource source, string name, ActivityContext self, ActivityContext parent, string outcome, DateTimeOffset from, DateTimeOffset to, string? failure,
        params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        var current = Activity.Current;
        Activity.Current = null; // .NET would give a root the current span for its parent
        using (var span = source.StartActivity(name, ActivityKind.Internal, parent, startTime: from))
            Describe(span, self, outcome, to, failure, more);
        Activity.Current = current;
    }

    private void Describe(
        Activity? span, ActivityContext self, string outcome, DateTimeOffset to, string? failure, ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        if (span is null)
            return;

        TakeId(span, self.SpanId);
        span.SetTag(TraceTags.Pipeline, Pipeline)
            .SetTag(TraceTags.RunId, RunId.ToString("D"))
            .SetTag(TraceTags.RunDate, RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .SetTag(TraceTags.Attempt, Attempt)
            .SetTag(TraceTags.Outcome, outcome);
        foreach (var (key, value) in more)
            span.SetTag(key, value);
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure);
        span.SetEndTime(to.UtcDateTime);
    }

    /// <summary>.NET lets nobody choose a span's id; the id is a field, and what is derived from it is kept in another.</summary>
    private static void TakeId(Activity span, ActivitySpanId id)
    {
        SpanIdOf(span) = id.ToHexString();
        IdOf(span) = null;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    private static extern ref string? IdOf(Activity span);
}
