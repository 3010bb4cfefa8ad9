using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;

namespace EtlMesh.Nights.Tests.Expected;

/// <summary>What a night reads of one table.</summary>
internal sealed class ExpectedPlan(ExpectedRelease? head, TableShape shape, Night night)
{
    private readonly Marks marks = shape.Marks;

    /// <summary>The table as the head has it; null when it is not there, or laid in another way.</summary>
    private KnownTable? Known => !night.FullRefresh && head?.Tables[shape.Name] is { } known && known.IsLaidAs(shape) ? known : null;

    /// <summary>What this date's run read when it was published.</summary>
    private Window? Before => Known is null ? null : head!.InEffect().FirstOrDefault(release => release.Date == night.Date)?.Windows[shape.Name];

    private bool IsOlder => night.Date < head?.AsOf;

    /// <summary>The table only tells how it is now, and readers have a later date.</summary>
    public bool IsPastGone => shape.Watermark is WatermarkKind.None or WatermarkKind.Bigint && Before is null && IsOlder && !night.AsOfNow;

    public Window? Window => shape.Watermark == WatermarkKind.None ? null
        : Before is { } before ? before with { Until = Until(night.Date) }
        : Known?.Hi is not { } hi ? new Window(null, false, Until(IsOlder ? head!.AsOf : night.Date))
        : Next(shape.Keyed && shape.Watermark != WatermarkKind.Bigint ? hi - shape.Lag.Ticks : hi);

    /// <summary>From the head's watermark on; of an older date that was never run, its own day.</summary>
    private Window Next(long lo) => IsOlder && marks.StartOf(night.Date) is { } day && day < lo
        ? new Window(day, false, Until(night.Date))
        : new Window(lo, !shape.Keyed, Until(night.Date));

    /// <summary>The end of the date, at most now. A day that is not over is read when a key lets the next night read it again.</summary>
    private long? Until(DateOnly date)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(night.Now, shape.Zone).DateTime);
        return date < today ? marks.StartOf(date.AddDays(1))
            : shape.Watermark == WatermarkKind.Date ? marks.StartOf(shape.Keyed ? today.AddDays(1) : today)
            : marks.At(night.Now);
    }
}
