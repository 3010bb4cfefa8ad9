namespace EtlMesh.Cli;

/// <summary>Columns of text, as wide as their widest cell, two spaces apart.</summary>
public sealed class TextGrid
{
    private readonly bool[] right;
    private readonly List<string[]> rows = [];
    private readonly bool headed;

    /// <param name="heads">The head of each column; one that begins with <c>&gt;</c> is aligned to the right. None: rows without a head, aligned to the left.</param>
    public TextGrid(params string[] heads)
    {
        right = [.. heads.Select(head => head.StartsWith('>'))];
        headed = heads.Length > 0;
        if (headed)
            rows.Add([.. heads.Select(head => head.TrimStart('>'))]);
    }

    public void Add(params string[] cells) => rows.Add(cells);

    public void Write(TextWriter writer)
    {
        if (rows.Count == 0)
            return;

        var widths = new int[rows.Max(row => row.Length)];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        }

        for (var r = 0; r < rows.Count; r++)
        {
            writer.WriteLine(string.Join("  ", rows[r].Select((cell, i) => Aligned(cell, i, widths[i]))).TrimEnd());
            if (r == 0 && headed)
                writer.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))).TrimEnd());
        }
    }

    private string Aligned(string cell, int column, int width) =>
        column < right.Length && right[column] ? cell.PadLeft(width) : cell.PadRight(width);
}
