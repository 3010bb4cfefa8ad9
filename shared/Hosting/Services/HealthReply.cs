using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EtlMesh.Hosting;

/// <summary>The body of <c>/health</c>: the whole, and each part with what is wrong with it.</summary>
internal static class HealthReply
{
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartObject("parts");
        foreach (var (name, part) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", part.Status.ToString());
            json.WriteString("detail", part.Description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
