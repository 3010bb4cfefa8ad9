using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>JSON lines: an element is a line that holds more than white space.</summary>
internal sealed class JsonLines(RecordBuffer buffer) : IJsonElements
{
    private int length = -1;

    public long Line => buffer.Line;

    public ReadOnlySpan<byte> Raw => buffer.Window[..length].Trim(" \t\r"u8);

    public bool Read()
    {
        if (length < 0)
            buffer.SkipByteOrderMark();
        else
            buffer.Consume(Math.Min(length + 1, buffer.Window.Length), 1);

        while (TryFindEnd())
        {
            if (Raw.Length > 0)
                return true;
            buffer.Consume(Math.Min(length + 1, buffer.Window.Length), 1);
        }

        return false;
    }

    public void Dispose() => buffer.Dispose();

    private bool TryFindEnd()
    {
        while ((length = buffer.Window.IndexOf((byte)'\n')) < 0)
        {
            if (buffer.Final)
            {
                length = buffer.Window.Length;
                return length > 0;
            }

            buffer.Fill();
        }

        return true;
    }
}
