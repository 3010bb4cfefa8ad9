using System.Text;
using System.Text.Unicode;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Extractor.Typing;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.MySql;

/// <summary>Writes rows of the wire to rows of a chunk, and says what becomes of them. Allocates for bad rows only.</summary>
internal sealed class RowWriter
{
    /// <summary>Characters of a misfit that are shown.</summary>
    private const int Shown = 100;

    private readonly MySqlTable table;
    private readonly IReadOnlyList<TargetColumn> columns;
    private readonly IReadOnlyList<ReadColumn> sources;
    private readonly InvalidDates invalidDates;
    private readonly RowWindow window;
    private readonly ValueParser[] parsers;
    private readonly bool[] areTexts;
    private readonly bool[] areDates;
    private readonly int watermark;

    public RowWriter(MySqlTable table, ReadPlan plan, SliceSetting setting)
    {
        (this.table, columns, window, invalidDates) = (table, setting.Columns, setting.Window, setting.Request.Table.InvalidDates);
        sources = plan.Columns;
        parsers = [.. sources.Select(source => source.Parser)];
        areTexts = [.. columns.Select(column => column.Type.IsText || column.Type.IsJson)];
        areDates = [.. columns.Select((column, i) => column.Type.IsDate && sources[i].Source.IsDate)];
        watermark = window.Watermark ?? -1;
    }

    /// <param name="rows">At the row.</param>
    /// <param name="chunk">Where to write; a row that is not loaded is left as it was.</param>
    /// <param name="row">The row in it.</param>
    /// <param name="reason">Why it is quarantined.</param>
    /// <exception cref="TerminalEtlException">A date is none, and the table says to stop at that.</exception>
    public RecordVerdict Take(MySqlRows rows, DuckDbChunkWriter chunk, int row, out string? reason)
    {
        reason = null;
        for (var i = 0; i < parsers.Length; i++)
        {
            var column = chunk.Column(i);
            if (rows.IsNull(i))
            {
                column.Null(row);
                if (i == watermark && window.MissingWatermark is { } missing)
                    reason = missing;
                continue;
            }

            var text = rows[i];
            if (areTexts[i] && !Utf8.IsValid(text))
                reason = $"column {columns[i].Name}: its bytes are not UTF-8 text";
            else if (!parsers[i].TryWrite(text, column, row))
                reason = Misfit(rows, column, i, row);
            if (reason is not null)
                break;
        }

        if (reason is null && (watermark < 0 || rows.IsNull(watermark) || chunk.Column(watermark).IsNull(row) || !window.IsOutside(chunk.Column(watermark), row)))
            return RecordVerdict.Loaded;
        for (var i = 0; i < parsers.Length; i++)
            chunk.Column(i).Reset(row);
        return reason is null ? RecordVerdict.Skipped : RecordVerdict.Quarantined;
    }

    /// <summary>The row for quarantine.</summary>
    public byte[] TextOf(MySqlRows rows) => RowText.Of(rows, sources);

    private string? Misfit(MySqlRows rows, DuckDbVectorWriter column, int i, int row)
    {
        if (!areDates[i] || !InvalidDate.Is(rows[i]) || invalidDates == InvalidDates.Quarantine)
            return $"column {columns[i].Name}: `{Text(sources[i].Text(rows[i]))}` is not a {columns[i].Type.Name}";
        if (invalidDates == InvalidDates.Fail)
        {
            throw new TerminalEtlException(
                $"Extracting {table}: column {columns[i].Name} has `{Text(rows[i])}`, which is no date, and `invalid_dates: fail` is set. Correct it at the source, or set `quarantine` or `null` in the pipeline file.");
        }

        column.Null(row);
        return i == watermark ? window.MissingWatermark : null;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Shown * 4)]).EnumerateRunes().Take(Shown))
            shown.Append(rune.ToString());
        return shown.ToString();
    }
}
