using System.Buffers;
using System.Text;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// Counts the elements of the array at a path, from the bytes: brackets, commas and strings are all it knows of JSON.
/// It shares nothing with the reader, which finds the elements with a real JSON reader.
/// </summary>
internal sealed class JsonArrayCounter
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],:"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    private readonly byte[][] path;
    private readonly List<byte> key = [];
    private int depth;
    private int matched;
    private int arrayDepth = -1;
    private bool inString, escaped, keyIsNext, keyMatches, valueIsNext, element;
    private long records;

    private JsonArrayCounter(string? path) => this.path = path is null ? [] : [.. path.Split('.').Select(Encoding.UTF8.GetBytes)];

    /// <param name="stream">UTF-8 bytes, from the start of the file.</param>
    /// <param name="path">Dotted path to the array; null for the document itself.</param>
    /// <param name="ct">Ends the pass.</param>
    public static long Count(Stream stream, string? path, CancellationToken ct)
    {
        var counter = new JsonArrayCounter(path) { valueIsNext = path is null };
        var buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
        try
        {
            for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
            {
                ct.ThrowIfCancellationRequested();
                counter.Take(buffer.AsSpan(0, read));
            }

            return counter.records;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (inString)
            {
                bytes = bytes[TakeString(bytes)..];
                continue;
            }

            var stop = bytes.IndexOfAny(Structure);
            if (depth == arrayDepth)
                element |= bytes[..(stop < 0 ? bytes.Length : stop)].ContainsAnyExcept(White);
            if (stop < 0)
                return;

            Meet(bytes[stop]);
            bytes = bytes[(stop + 1)..];
        }
    }

    private int TakeString(ReadOnlySpan<byte> bytes)
    {
        if (escaped)
        {
            escaped = false;
            return 1;
        }

        var stop = bytes.IndexOfAny(InString);
        var length = stop < 0 ? bytes.Length : stop;
        if (keyIsNext && matched < path.Length && key.Count <= path[matched].Length)
            key.AddRange(bytes[..length]);
        if (stop < 0)
            return length;

        escaped = bytes[stop] == '\\';
        inString = escaped;
        if (!inString && keyIsNext)
        {
            keyIsNext = false;
            keyMatches = key.Count == path[matched].Length && path[matched].AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(key));
        }

        return length + 1;
    }

    private void Meet(byte b)
    {
        switch (b)
        {
            case (byte)'"':
                inString = true;
                element |= depth == arrayDepth;
                key.Clear();
                break;
            case (byte)'{' or (byte)'[':
                Open(b == '[');
                break;
            case (byte)'}' or (byte)']':
                Close();
                break;
            case (byte)':':
                (valueIsNext, keyMatches) = (keyMatches, false);
                break;
            default:
                EndElement();
                valueIsNext = false;
                keyIsNext = OnPath;
                break;
        }
    }

    /// <summary>Inside an object whose keys may lead to the array.</summary>
    private bool OnPath => arrayDepth < 0 && matched < path.Length && depth == matched + 1;

    private void Open(bool array)
    {
        element |= depth == arrayDepth;
        depth++;
        if (valueIsNext && depth > 1)
            matched++;
        if (valueIsNext && array && matched == path.Length && arrayDepth < 0)
            arrayDepth = depth;
        valueIsNext = false;
        keyIsNext = !array && OnPath;
    }

    private void Close()
    {
        EndElement();
        depth--;
        if (arrayDepth > depth)
            arrayDepth = int.MaxValue; // the array is over, nothing else counts
        if (arrayDepth < 0 && matched > 0 && depth <= matched)
            matched = Math.Min(matched, Math.Max(0, depth - 1));
        keyIsNext = false;
    }

    private void EndElement()
    {
        if (depth != arrayDepth)
            return;
        records += element ? 1 : 0;
        element = false;
    }
}
