using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>AWS Signature Version 4 of <c>POST /</c>, the only request that SQS and SNS need.</summary>
/// <remarks>The SDK signs its own requests only and has no public way to sign an <see cref="HttpRequestMessage"/>.</remarks>
internal sealed class SignatureV4(string region, string service)
{
    private volatile SigningKey? key;

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    /// <param name="headers">All headers to sign, <c>host</c> and <c>x-amz-date</c> among them; names in any case and order.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <param name="keys">The keys to sign with. A session token must be among the headers already.</param>
    /// <param name="now">The time in <c>x-amz-date</c>.</param>
    public string Authorize(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body, AwsKeys keys, DateTimeOffset now)
    {
        var canonical = new StringBuilder("POST\n/\n\n");
        var signed = new StringBuilder();
        foreach (var (name, value) in Canonical(headers))
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
            signed.Append(signed.Length > 0 ? ";" : "").Append(name);
        }

        canonical.Append('\n').Append(signed).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body)));

        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{region}/{service}/aws4_request";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        var text = $"AWS4-HMAC-SHA256\n{AmzDate(now)}\n{scope}\n{hash}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(KeyOf(keys, day), Encoding.UTF8.GetBytes(text)));
        return $"AWS4-HMAC-SHA256 Credential={keys.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}";
    }

    /// <summary>The time as <c>x-amz-date</c> has it: <c>20150830T123600Z</c>.</summary>
    public static string AmzDate(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lower-case names in ordinal order, the values of one name joined by commas, runs of blanks made one.</summary>
    private static IEnumerable<(string Name, string Value)> Canonical(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers
            .GroupBy(header => header.Key.ToLowerInvariant(), header => header.Value, StringComparer.Ordinal)
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => (header.Key, string.Join(',', header.Select(OneBlank))));

    private static string OneBlank(string value) =>
        value.Contains(' ', StringComparison.Ordinal) ? string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : value;

    /// <summary>The key of a day is derived once: four HMACs fewer for each call.</summary>
    private byte[] KeyOf(AwsKeys keys, string day)
    {
        var known = key;
        if (known is not null && known.Day == day && known.Secret == keys.SecretKey)
            return known.Key;

        var derived = Encoding.UTF8.GetBytes("AWS4" + keys.SecretKey);
        foreach (var part in new[] { day, region, service, "aws4_request" })
            derived = HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part));
        key = new SigningKey(day, keys.SecretKey, derived);
        return derived;
    }

    private sealed record SigningKey(string Day, string Secret, byte[] Key);
}
