using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>What an honest source's readers may expect, whatever windows and segments there are: the rows of the source as of the night's end.</summary>
internal static class Truth
{
    /// <param name="source">The table, as it is delivered.</param>
    /// <param name="until">Where the night ended.</param>
    /// <param name="seen">What readers see.</param>
    /// <returns>The first lie; null when readers see the truth.</returns>
    public static string? Contradicts(SourceTable source, long? until, IReadOnlyList<string> seen)
    {
        var shape = source.Shape;
        if (!shape.Honest || shape.Watermark == WatermarkKind.None || (shape.Keyed && shape.Delivery == Delivery.ChangeFiles))
            return null;
        return shape.Keyed ? OfKeys(source, until, seen) : OfRows(source, until, seen);
    }

    /// <summary>Each row once: none is lost between two windows, none is read by both.</summary>
    private static string? OfRows(SourceTable source, long? until, IReadOnlyList<string> seen)
    {
        var there = source.History.Where(row => row.Mark is { } mark && (until is null || mark < until)).Select(row => Start(row, source.Shape)).Order(StringComparer.Ordinal).ToList();
        var found = seen.Select(line => string.Join('|', line.Split('|').Take(4))).Order(StringComparer.Ordinal).ToList();
        return there.SequenceEqual(found) ? null
            : $"lost: {string.Join(" ", there.Except(found))}; twice or from nowhere: {string.Join(" ", found.GroupBy(line => line).Where(lines => lines.Count() > there.Count(line => line == lines.Key)).Select(lines => lines.Key))}";
    }

    /// <summary>A row that was written before the night's end is seen as it is, or not at all when it is a tombstone.</summary>
    private static string? OfKeys(SourceTable source, long? until, IReadOnlyList<string> seen)
    {
        foreach (var row in source.Delivered.Where(row => row.Mark is not { } mark || until is null || mark < until))
        {
            var found = seen.Where(line => line.StartsWith($"{(row.Id is { } id ? $"{id}" : "NULL")}|{row.Part}|", StringComparison.Ordinal)).ToList();
            var right = row.Gone ? found.Count == 0 : found.Count == 1 && found[0].StartsWith(Start(row, source.Shape), StringComparison.Ordinal);
            if (!right)
                return $"the source has {Start(row, source.Shape)}{(row.Gone ? ", a tombstone" : "")}; readers see {(found.Count == 0 ? "nothing" : string.Join(" ", found))}";
        }

        return null;
    }

    private static string Start(RowVersion row, TableShape shape) =>
        $"{(row.Id is { } id ? $"{id}" : "NULL")}|{row.Part}|{(row.Mark is { } mark ? shape.Marks.Seen(mark) : "NULL")}|{row.Amount}";
}
