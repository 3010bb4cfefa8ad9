using System.Xml.Linq;

namespace EtlMesh.Faults.Tests;

/// <summary>The emulator's objects from outside.</summary>
internal sealed class CloudObjects(HttpClient http, Uri cloud, string bucket)
{
    public async Task CreateBucketAsync()
    {
        using var answer = await http.PutAsync(new Uri(cloud, bucket), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The keys that begin so; at most a thousand.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix)
    {
        var xml = XDocument.Parse(await http.GetStringAsync(new Uri(cloud, $"{bucket}?list-type=2&prefix={Uri.EscapeDataString(prefix)}")));
        return [.. xml.Descendants().Where(element => element.Name.LocalName == "Key").Select(key => key.Value)];
    }
}
