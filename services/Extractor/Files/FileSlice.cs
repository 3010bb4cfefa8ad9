using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>What one slice of a table of files reads: whole files, in order. An empty one stands for a table that may be empty and is.</summary>
public sealed record FileSlice
{
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>The rows that are wanted; null for all.</summary>
    public TableWindow? Window { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="TerminalEtlException">The text is none of this connector's.</exception>
    public static FileSlice Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FileSlice>(json, JsonSerializerOptions.Web)!;
        }
        catch (JsonException broken)
        {
            throw new TerminalEtlException("Reading a slice's description: it was not written by the connector of files; start a new attempt.", broken);
        }
    }
}
