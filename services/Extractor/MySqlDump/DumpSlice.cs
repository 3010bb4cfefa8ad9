using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What one slice of a table reads of a dump.</summary>
internal sealed record DumpSlice
{
    /// <summary>The dump's files, as they were when the slice was planned.</summary>
    public required IReadOnlyList<DumpObject> Files { get; init; }

    /// <summary>The CREATE TABLE statement.</summary>
    public required DumpRange Definition { get; init; }

    /// <summary>The statements with the rows.</summary>
    public required IReadOnlyList<DumpRange> Rows { get; init; }

    /// <summary>The rows that are wanted; null for all.</summary>
    public TableWindow? Window { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="TerminalEtlException">The text is none of this connector's.</exception>
    public static DumpSlice Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<DumpSlice>(json, JsonSerializerOptions.Web)!;
        }
        catch (JsonException broken)
        {
            throw new TerminalEtlException("Reading a slice's description: it was not written by the connector of dumps; start a new attempt.", broken);
        }
    }
}
