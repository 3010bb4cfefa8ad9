using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>Writes what a source's people do to one table between two nights; only the seed decides.</summary>
/// <param name="ids">How many rows the source has at most: the fewer, the more is written over.</param>
internal sealed class ChangeWriter(Random random, TableShape shape, int ids = 8)
{
    private readonly List<RowVersion> history = [];
    private long amount = 10 * (1 + random.Next(9));

    /// <param name="from">Where the last night ended: earlier marks are late.</param>
    /// <param name="until">Where this night ends: later marks are early.</param>
    /// <param name="now">When it runs.</param>
    public IReadOnlyList<RowVersion> Write(int count, DateOnly from, DateOnly until, DateTimeOffset now)
    {
        var written = new List<RowVersion>();
        for (var i = 0; i < count; i++)
        {
            if (Change(from, until, now) is not { } row)
                continue;
            written.Add(row);
            history.Add(row);
        }

        return written;
    }

    private RowVersion? Change(DateOnly from, DateOnly until, DateTimeOffset now)
    {
        var id = !shape.Honest && random.Next(30) == 0 ? (long?)null : random.Next(1, ids + 1);
        var part = shape.KeyColumns == 1 && shape.Honest ? "a" : random.Next(3) == 0 ? "b" : "a";
        if (!shape.Keyed)
            (id, part) = (history.Count + 1, "a");
        var last = history.LastOrDefault(version => version.Identity == (id, part));
        var mark = Mark(last, from, until, now);
        if (shape.Honest && last?.Mark is { } before && mark < before)
            return null; // an honest row's watermark only grows
        amount += random.Next(1, 5);
        var flaw = shape.Honest ? Flaw.None : random.Next(25) switch { 0 => Flaw.UnreadableAmount, 1 when shape.Watermark != WatermarkKind.None => Flaw.UnreadableWatermark, _ => Flaw.None };
        return new RowVersion
        {
            Id = id,
            Part = part,
            Mark = mark,
            Amount = amount,
            Gone = shape.Tombstones && last is { Gone: false } && random.Next(3) == 0,
            Vanished = !shape.Honest && shape is { Keyed: true, Delivery: Delivery.CurrentRows } && last is not null && random.Next(12) == 0,
            Note = $"c{random.Next(1, 6)}",
            Flaw = flaw,
        };
    }

    private long? Mark(RowVersion? last, DateOnly from, DateOnly until, DateTimeOffset now)
    {
        if (shape.Watermark == WatermarkKind.None || (random.Next(20) == 0 && history.Count > 0 && (!shape.Honest || last is null || last.Mark is null)))
            return null;
        if (shape.Watermark == WatermarkKind.Bigint)
        {
            var greatest = history.Max(version => version.Mark) ?? 100;
            return shape.Honest ? greatest + random.Next(1, 4) : Math.Max(1, greatest + random.Next(-4, 4));
        }

        var (lo, hi) = (shape.Marks.StartOf(from)!.Value, shape.Marks.StartOf(until)!.Value);
        var lag = shape.Keyed ? shape.Lag.Ticks : 0;
        var mark = random.Next(20) switch
        {
            < 9 => Between(lo, hi),
            < 13 => Between(lo - lag, hi),
            < 15 => shape.Honest ? Between(lo, hi) : Between(lo - lag - (3 * TimeSpan.TicksPerDay), hi),
            15 => Whole(hi),
            16 => Whole(hi - Marks.Second),
            17 => Whole(lo),
            18 => Between(hi, Math.Max(hi, shape.Marks.At(now)!.Value) + Marks.Second),
            _ => Whole(hi + (365 * TimeSpan.TicksPerDay)),
        };
        return shape.Honest ? Math.Max(mark, lo - lag) : mark; // an honest row comes no later than the lag
    }

    private long Between(long lo, long hi) => hi - lo < Marks.Second ? Whole(lo) : Math.Max(lo, Whole(random.NextInt64(lo, hi)));

    /// <summary>To the second, or to the day.</summary>
    private long Whole(long mark) => shape.Watermark == WatermarkKind.Date ? mark - (mark % TimeSpan.TicksPerDay) : mark - (mark % Marks.Second);
}
