using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Expected;

/// <summary>What one night took of a table.</summary>
internal sealed record Reading(TableShape Shape, Window? Window, IReadOnlyList<RowVersion> Rows, Counts Counts)
{
    public bool Full => Window?.Lo is null;

    /// <summary>The greatest mark; null when no row has one.</summary>
    public long? Hi => Rows.Max(row => row.Mark);

    public static Reading Of(TableShape shape, IReadOnlyList<RowVersion> delivered, Window? window)
    {
        // A row without a watermark belongs to every window; without a key it could not be told from the one read before.
        bool Skipped(RowVersion row) => window is not null && row is { Flaw: not Flaw.UnreadableWatermark, Mark: { } mark } && !window.Has(mark);
        bool Bad(RowVersion row) => row.Flaw == Flaw.UnreadableAmount
            || (window is not null && (row.Flaw == Flaw.UnreadableWatermark || (row.Mark is null && !shape.Keyed)));
        var wanted = delivered.Where(row => !Skipped(row)).ToList();
        var good = wanted.Where(row => !Bad(row)).ToList();
        return new Reading(shape, window, good, new Counts(delivered.Count, good.Count, wanted.Count - good.Count, delivered.Count - wanted.Count));
    }
}
