using System.Text.RegularExpressions;
using Amazon.S3.Model;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Objects;

/// <summary>The bucket and prefix of an <c>s3:</c> connection.</summary>
internal sealed partial class SourceBucket : ISourceFiles
{
    private readonly string bucket;
    private readonly string prefix;
    private readonly BucketClient client;
    private readonly ExtractorOptions options;

    private SourceBucket(string bucket, string prefix, BucketClient client, ExtractorOptions options) =>
        (this.bucket, this.prefix, this.client, this.options) = (bucket, prefix, client, options);

    public string Place => $"s3://{bucket}/{prefix}";

    /// <param name="address"><c>s3://bucket/prefix</c>; the prefix is a folder.</param>
    /// <param name="client">Calls the store.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="TerminalEtlException">The address has no bucket, or a prefix that leads out of it.</exception>
    public static SourceBucket At(string address, BucketClient client, ExtractorOptions options)
    {
        var match = Address().Match(address);
        var folder = match.Groups["prefix"].Value.Trim('/');
        if (!match.Success || LeadsOut(folder))
            throw new TerminalEtlException("Connecting to a bucket: the connection is not `s3://bucket` or `s3://bucket/prefix`, the prefix being words parted by `/` without `..`; correct it in the pipeline file, or the environment variable that it names.");
        return new SourceBucket(match.Groups["bucket"].Value, folder.Length == 0 ? "" : folder + "/", client, options);
    }

    public async Task<IReadOnlyList<SourceFile>> FindAsync(TableDefinition table, CancellationToken ct)
    {
        if (LeadsOut(table.Glob))
            throw new TerminalEtlException($"Looking for the objects of {table.Name}: path `{table.Glob}` leaves the connection's prefix; name objects below it, or change the connection.");
        var glob = new KeyGlob(table.Glob);
        var found = new List<SourceFile>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix + glob.Literal };
        do
        {
            var page = await client.RunAsync($"Listing {Place}", (_, token) => client.S3.ListObjectsV2Async(request, token), ct);
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
            found.AddRange((page.S3Objects ?? []).Where(one => IsOf(table, glob, one.Key[prefix.Length..])).Select(Describe));
        }
        while (request.ContinuationToken is not null);

        foreach (var file in found)
            Check(table, file);
        return [.. found.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    public async Task<LocalFile> FetchAsync(SourceFile file, string scratch, CancellationToken ct)
    {
        Directory.CreateDirectory(scratch);
        var path = Path.Combine(scratch, Guid.CreateVersion7().ToString("N"));
        await using var download = new ObjectDownload(client.S3, bucket, prefix + file.Name, file, path);
        await client.RunAsync($"Reading {Place}{file.Name}", download.ContinueAsync, ct);
        return new LocalFile(file, path, options.Limits, isCopy: true);
    }

    /// <summary>What was fetched is what was found: the store was asked for that version only.</summary>
    public void Verify(SourceFile file)
    {
    }

    private static bool IsOf(TableDefinition table, KeyGlob glob, string name) =>
        !name.EndsWith('/') && glob.Matches(name) && (table.Format is not null || TableFormats.OfFile(name) is not null);

    private SourceFile Describe(S3Object one) =>
        new(one.Key[prefix.Length..], one.Size ?? 0, (one.LastModified ?? DateTime.UnixEpoch).ToUniversalTime().Ticks, one.ETag);

    private void Check(TableDefinition table, SourceFile file)
    {
        if (LeadsOut(file.Name) || file.Name.Any(char.IsControl))
            throw new TerminalEtlException($"Looking for the objects of {table.Name}: the key `{string.Concat(file.Name.Select(c => char.IsControl(c) ? '?' : c))}` below {Place} has a part `..` or a control character, which no honest delivery has; remove the object, or narrow `path:` in the pipeline file.");
        if (file.Bytes > options.Objects.ObjectBytes)
            throw new TerminalEtlException($"Looking for the objects of {table.Name}: {Place}{file.Name} has {file.Bytes} bytes, the limit of an object is {options.Objects.ObjectBytes}; deliver it in parts.");
    }

    private static bool LeadsOut(string name) => name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Split('/').Contains("..");

    [GeneratedRegex(@"^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?<prefix>[^?#]*))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
