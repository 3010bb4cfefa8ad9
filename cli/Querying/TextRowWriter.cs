using System.Globalization;
using System.Text;

namespace EtlMesh.Cli;

/// <summary>Aligned columns for a person. The first rows decide how wide they are, so that a large result needs no memory.</summary>
public sealed class TextRowWriter : IRowWriter
{
    private const int MeasuredRows = 1000;
    private const int WidestColumn = 60;

    private readonly StreamWriter writer;
    private readonly IReadOnlyList<string> columns;
    private readonly List<string[]> measured = [];
    private readonly int[] widths;
    private readonly bool[] right;
    private bool headed;
    private long rows;

    public TextRowWriter(Stream stream, IReadOnlyList<string> columns)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        this.columns = columns;
        widths = [.. columns.Select(column => column.Length)];
        right = new bool[columns.Count];
    }

    public void Write(IReadOnlyList<object?> values)
    {
        rows++;
        var cells = new string[columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = (RowText.Of(values[i]) ?? "NULL").ReplaceLineEndings("⏎");
            if (headed)
                continue;
            widths[i] = Math.Max(widths[i], Math.Min(cells[i].Length, WidestColumn));
            right[i] |= RowText.IsNumber(values[i]);
        }

        if (headed)
            WriteLine(cells);
        else
            measured.Add(cells);
        if (measured.Count >= MeasuredRows)
            WriteMeasured();
    }

    public void End()
    {
        WriteMeasured();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({rows:N0} {(rows == 1 ? "row" : "rows")})"));
        writer.Flush();
    }

    public void Dispose() => writer.BaseStream.Dispose();

    private void WriteMeasured()
    {
        if (!headed)
        {
            WriteLine([.. columns]);
            writer.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }

        headed = true;
        foreach (var cells in measured)
            WriteLine(cells);
        measured.Clear();
    }

    private void WriteLine(string[] cells) =>
        writer.WriteLine(string.Join("  ", cells.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
}
