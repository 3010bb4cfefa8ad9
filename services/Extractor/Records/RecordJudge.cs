using System.Text;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Records;

/// <summary>Turns a record's texts into a row's values, and says what becomes of it. Knows no state, so threads share it.</summary>
/// <param name="columns">The table's columns.</param>
/// <param name="nullValues">Texts that are NULL in columns that are not text.</param>
/// <param name="window">Which records belong to the night.</param>
internal sealed class RecordJudge(IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> nullValues, RowWindow window)
{
    /// <summary>Characters of a misfit that are shown.</summary>
    private const int Shown = 100;

    private readonly ValueParser[] parsers = [.. columns.Select(column => column.Type.Parser)];
    private readonly bool[] areTexts = [.. columns.Select(column => column.Type.IsText)];
    private readonly byte[][] nulls = [.. nullValues.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];
    private readonly int watermark = window.Watermark ?? -1;
    private readonly bool emptyIsNull = nullValues.Contains("");

    private enum Fit
    {
        Null,
        Value,
        Misfit,
    }

    /// <summary>Writes a record that is loaded to a row; of any other the row is left as it was.</summary>
    /// <param name="record">The record.</param>
    /// <param name="chunk">Where to write.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="reason">Why it is quarantined.</param>
    public RecordVerdict Take(IRecordSource record, DuckDbChunkWriter chunk, int row, out string? reason)
    {
        reason = record.Reason;
        if (reason is not null)
            return RecordVerdict.Quarantined;

        // First: a record outside was judged in its own night, whatever else is wrong with it.
        var height = Fit.Value;
        if (watermark >= 0)
        {
            height = Write(record, chunk.Column(watermark), watermark, row);
            if (height == Fit.Value && window.IsOutside(chunk.Column(watermark), row))
                return RecordVerdict.Skipped;
        }

        for (var i = 0; i < parsers.Length; i++)
        {
            if ((i == watermark ? height : Write(record, chunk.Column(i), i, row)) != Fit.Misfit)
                continue;
            reason = Misfit(record, i);
            break;
        }

        reason ??= height == Fit.Null ? window.MissingWatermark : null;
        if (reason is null)
            return RecordVerdict.Loaded;
        for (var i = 0; i < parsers.Length; i++)
            chunk.Column(i).Reset(row);
        return RecordVerdict.Quarantined;
    }

    private Fit Write(IRecordSource record, DuckDbVectorWriter column, int i, int row)
    {
        if (!record.TryGetText(i, out var text) || (!areTexts[i] && IsNull(text)))
        {
            column.Null(row);
            return Fit.Null;
        }

        return parsers[i].TryWrite(text, column, row) ? Fit.Value : Fit.Misfit;
    }

    private bool IsNull(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
            return emptyIsNull;
        foreach (var other in nulls)
        {
            if (text.SequenceEqual(other))
                return true;
        }

        return false;
    }

    private string Misfit(IRecordSource record, int i)
    {
        record.TryGetText(i, out var text);
        var shown = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(text).EnumerateRunes().Take(Shown))
            shown.Append(rune.ToString());
        return $"column {columns[i].Name}: `{shown}` is not a {columns[i].Type.Name}";
    }
}
