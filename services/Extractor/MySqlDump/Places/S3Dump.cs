using System.Text.RegularExpressions;
using Amazon.S3.Model;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.Objects;
using EtlMesh.Extractor.Records;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A dump in objects of a bucket: one key, a glob, or all <c>.sql</c> and <c>.sql.gz</c> directly below a prefix that ends with <c>/</c>.</summary>
internal sealed partial class S3Dump : IDumpPlace
{
    private readonly string bucket;
    private readonly string key;
    private readonly BucketClient client;
    private readonly ExtractorOptions options;

    /// <param name="address"><c>s3://bucket/key</c>.</param>
    /// <param name="client">Calls the store.</param>
    /// <param name="options">Limits, and the folder that an object is brought down to.</param>
    /// <exception cref="TerminalEtlException">The address has no bucket.</exception>
    public S3Dump(string address, BucketClient client, ExtractorOptions options)
    {
        var match = Address().Match(address);
        if (!match.Success)
            throw new TerminalEtlException("Connecting to a dump on S3: the connection is not `mysqldump:s3://bucket/key`, where the key may be a glob or a prefix that ends with `/`; correct it in the pipeline file, or the environment variable that it names.");
        (bucket, key) = (match.Groups["bucket"].Value, match.Groups["key"].Value);
        (this.client, this.options) = (client, options);
    }

    public string Name => $"s3://{bucket}/{key}";

    public async Task<IReadOnlyList<DumpObject>> FindAsync(CancellationToken ct)
    {
        var isFolder = key.Length == 0 || key.EndsWith('/');
        var glob = new KeyGlob(isFolder ? key + "*" : key);
        var found = new List<DumpObject>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = glob.Literal };
        do
        {
            var page = await client.RunAsync($"Listing {Name}", (_, token) => client.S3.ListObjectsV2Async(request, token), ct);
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
            found.AddRange((page.S3Objects ?? []).Where(one => glob.Matches(one.Key) && (!isFolder || IsDump(one.Key))).Select(one => new DumpObject(one.Key, one.Size ?? 0, one.ETag)));
        }
        while (request.ContinuationToken is not null);

        if (found.Find(one => one.Bytes > options.Objects.ObjectBytes) is { } large)
            throw new TerminalEtlException($"Looking for the dump {Name}: {large.Name} has {large.Bytes} bytes, the limit of an object is {options.Objects.ObjectBytes}; dump in several files.");
        return [.. found.OrderBy(one => one.Name, StringComparer.Ordinal)];
    }

    /// <summary>The object as a file without a name, which vanishes when it is closed: what breaks on the way is taken up again.</summary>
    public async Task<Stream> OpenAsync(DumpObject file, CancellationToken ct)
    {
        Directory.CreateDirectory(options.ScratchFolder);
        var path = Path.Combine(options.ScratchFolder, $"dump-{Guid.CreateVersion7():N}");
        try
        {
            await using (var download = new ObjectDownload(client.S3, bucket, file.Name, new SourceFile(file.Name, file.Bytes, 0, file.Version), path))
                await client.RunAsync($"Reading s3://{bucket}/{file.Name}", download.ContinueAsync, ct);
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return file.IsGzip ? new GuardedInflation(stream, file.Name, options.Limits) : stream;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public SafeFileHandle? OpenAnywhere(DumpObject file) => null;

    /// <summary>What is read is what was found: the store is asked for that version only.</summary>
    public void Verify(IReadOnlyList<DumpObject> files)
    {
    }

    private static bool IsDump(string name) => name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".sql.gz", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<key>[^#]*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
