using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Reads what a call brings; its size is limited before.</summary>
internal static class Body
{
    /// <summary>A JSON document; unknown members are refused, as a misspelt one would be ignored.</summary>
    /// <returns>Null when the call has no body.</returns>
    public static async Task<T?> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        var bytes = await BytesAsync(request);
        try
        {
            return bytes.Length == 0 ? null : JsonSerializer.Deserialize<T>(bytes, Strict);
        }
        catch (JsonException wrong)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, $"Reading the call's body at {wrong.Path ?? "its beginning"}: it is no {typeof(T).Name} in JSON; see the API's description.");
        }
    }

    public static async Task<byte[]> BytesAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return bytes.ToArray();
    }

    private static JsonSerializerOptions Strict { get; } = new(ApiJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
}
