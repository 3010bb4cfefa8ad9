using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Planning;

/// <summary>What a night reads of a table, whatever its connector.</summary>
/// <param name="Window">By watermark; null for a table without one.</param>
/// <param name="Full">The slices together are the whole table, not a delta.</param>
public sealed record WindowPlan(TableWindow? Window, bool Full)
{
    private static readonly TimeSpan UsualLag = TimeSpan.FromMinutes(10);

    /// <param name="columns">The table's columns, settled; the watermark's is among them.</param>
    /// <param name="head">What the head knows of the table.</param>
    /// <exception cref="TerminalEtlException">A lag without a time, or an older date that the source cannot answer for.</exception>
    public static WindowPlan Of(TableDefinition table, IReadOnlyList<ColumnSpec> columns, TableBase head, PlannedNight night, CancellationToken ct)
    {
        var type = TypeOf(table.Watermark, columns);
        var times = type is null ? null : TimeBounds.Of(type);
        var lag = Lag(table, type, times, head);
        var known = IsLaidAlike(table, type, head) ? head : head with { Hi = null, Window = null };
        if (times is null && known.Window is null && night.RunDate < head.AsOf && !night.AsOfNow)
            throw PastIsGone(table, head, night);
        if (table.Watermark is null)
            return new WindowPlan(null, Full: true);

        var isKeyed = table.Key.Count > 0;
        if (known.Window is { } before)
            return new WindowPlan(before with { Until = times?.End(night.RunDate, night, isKeyed) }, Full: before.Lo is null);
        // Read whole for an older date, the table would lose what the head has of later ones.
        if (known.Hi is not { } hi)
            return new WindowPlan(new TableWindow { Until = times?.End(night.RunDate < head.AsOf ? head.AsOf.Value : night.RunDate, night, isKeyed) }, Full: true);

        var lo = times?.Less(hi, lag, ct) ?? hi;
        var from = times is not null && night.RunDate < head.AsOf ? times.Earlier(lo, times.Start(night.RunDate, night.Zone), ct) : lo;
        return new WindowPlan(new TableWindow { Lo = from, AfterLo = !isKeyed && from == lo, Until = times?.End(night.RunDate, night, isKeyed) }, Full: false);
    }

    private static TimeSpan Lag(TableDefinition table, string? type, TimeBounds? times, TableBase head)
    {
        if (times is null && type is not null && table.Lag > TimeSpan.Zero)
            throw new TerminalEtlException(
                $"Planning {head.Source}.{head.Table}: `lag: {Durations.Format(table.Lag.Value)}` needs a watermark that is a date or a time, but {table.Watermark} is {type}. Write `lag: 0s`, or take another watermark in the pipeline file.");
        return table.Key.Count == 0 ? TimeSpan.Zero : table.Lag ?? (times is null ? TimeSpan.Zero : UsualLag);
    }

    private static bool IsLaidAlike(TableDefinition table, string? type, TableBase head) =>
        IsSame(head.Watermark, table.Watermark)
        && head.Key.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(table.Key)
        && IsSame(TypeOf(head.Watermark, head.Columns ?? []), type);

    private static string? TypeOf(string? column, IReadOnlyList<ColumnSpec> columns) =>
        column is null ? null : columns.FirstOrDefault(known => IsSame(known.Name, column))?.Type;

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static TerminalEtlException PastIsGone(TableDefinition table, TableBase head, PlannedNight night) => new(
        $"Planning {head.Source}.{head.Table} for {night.RunDate:yyyy-MM-dd}: {(table.Watermark is { } watermark ? $"its watermark {watermark} tells no time" : "it has no watermark")}, so its source only tells how it is now, and what is published stands for {head.AsOf:yyyy-MM-dd} already. Run that date or a later one, add `--as-of-now` to take the table as it is now, or give it a `watermark` that is a date or a time.");
}
