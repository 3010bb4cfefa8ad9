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

    public Task<string> ReadAsync(string key) => http.GetStringAsync(Of(key));

    /// <summary>Changes an object behind everybody's back: <c>flipped</c>, <c>truncated</c> or <c>missing</c>.</summary>
    public async Task DamageAsync(string key, string damage)
    {
        var bytes = await http.GetByteArrayAsync(Of(key));
        if (damage == "missing")
        {
            using var gone = await http.DeleteAsync(Of(key));
            gone.EnsureSuccessStatusCode();
            return;
        }

        bytes[bytes.Length / 2] ^= 1;
        using var content = new ByteArrayContent(damage == "truncated" ? bytes[..(bytes.Length / 2)] : bytes);
        using var put = await http.PutAsync(Of(key), content);
        put.EnsureSuccessStatusCode();
    }

    /// <summary>The keys that begin so; at most a thousand.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix)
    {
        var xml = XDocument.Parse(await http.GetStringAsync(new Uri(cloud, $"{bucket}?list-type=2&prefix={Uri.EscapeDataString(prefix)}")));
        return [.. xml.Descendants().Where(element => element.Name.LocalName == "Key").Select(key => key.Value)];
    }

    private Uri Of(string key) => new(cloud, $"{bucket}/{key}");
}
