using System.Buffers;
using System.Text;

namespace EtlMesh.Cli;

/// <summary>RFC 4180 with a header and line feeds; NULL is an empty field, the empty text a quoted one.</summary>
public sealed class CsvRowWriter : IRowWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly StreamWriter writer;

    public CsvRowWriter(Stream stream, IReadOnlyList<string> columns)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        Write(columns);
    }

    public void Write(IReadOnlyList<object?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            var text = RowText.Of(values[i]);
            if (text is "" || text.AsSpan().ContainsAny(Special))
                writer.Write($"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            else
                writer.Write(text);
        }

        writer.WriteLine();
    }

    public void End() => writer.Flush();

    public void Dispose() => writer.BaseStream.Dispose();
}
