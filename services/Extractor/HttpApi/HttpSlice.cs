using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>What the one slice of a table of an API reads.</summary>
public sealed record HttpSlice
{
    /// <summary>The rows that are wanted; null for all.</summary>
    public TableWindow? Window { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="TerminalEtlException">The text is none of this connector's.</exception>
    public static HttpSlice Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<HttpSlice>(json, JsonSerializerOptions.Web)!;
        }
        catch (JsonException broken)
        {
            throw new TerminalEtlException("Reading a slice's description: it was not written by the connector of APIs; start a new attempt.", broken);
        }
    }
}
