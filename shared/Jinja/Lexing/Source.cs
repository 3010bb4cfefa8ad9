namespace EtlMesh.Jinja;

/// <summary>The template's text with the place of each offset; every line end is <c>\n</c>.</summary>
internal sealed class Source
{
    private readonly List<int> _lineStarts = [0];

    public Source(string text, string file, JinjaOptions options)
    {
        File = file;
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        Text = !options.KeepTrailingNewline && text.EndsWith('\n') ? text[..^1] : text;
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n')
                _lineStarts.Add(i + 1);
        }
    }

    public string Text { get; }

    public string File { get; }

    public Position At(int offset)
    {
        var line = _lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return new Position(line + 1, offset - _lineStarts[line] + 1);
    }

    public JinjaException Error(int offset, string message) => Error(At(offset), message);

    public JinjaException Error(Position at, string message) => new(File, at.Line, at.Column, message);

    public bool Has(string text, int offset) => string.CompareOrdinal(Text, offset, text, 0, text.Length) == 0;
}
