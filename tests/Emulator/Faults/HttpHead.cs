using System.Text;

namespace EtlMesh.Emulator;

/// <summary>The first line and the headers of an HTTP message.</summary>
internal sealed record HttpHead(string FirstLine, IReadOnlyDictionary<string, string> Headers)
{
    public long? ContentLength => Headers.TryGetValue("Content-Length", out var length) ? long.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : null;

    public bool Says(string header, string value) => Headers.TryGetValue(header, out var said) && said.Contains(value, StringComparison.OrdinalIgnoreCase);

    /// <returns>Nothing when the connection ends before it.</returns>
    public static async Task<HttpHead?> ReadAsync(Stream stream, CancellationToken ct)
    {
        // A byte at a time, so that none of the body is taken; the stream has a buffer.
        var text = new StringBuilder();
        var one = new byte[1];
        while (!(text.Length >= 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n"))
        {
            if (await stream.ReadAsync(one, ct) == 0)
                return null;
            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        return new HttpHead(lines[0], headers);
    }

    /// <summary>Writes it for a connection that ends with this message's answer.</summary>
    public Task WriteAsync(Stream stream, CancellationToken ct)
    {
        var text = new StringBuilder(FirstLine).Append("\r\n");
        foreach (var (name, value) in Headers.Where(header => !Hop(header.Key)))
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        return stream.WriteAsync(Encoding.Latin1.GetBytes(text.Append("Connection: close\r\n\r\n").ToString()), ct).AsTask();
    }

    private static bool Hop(string name) => name.ToUpperInvariant() is "CONNECTION" or "KEEP-ALIVE" or "EXPECT";
}
