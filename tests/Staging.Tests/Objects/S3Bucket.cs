using Amazon.S3.Model;

namespace EtlMesh.Staging.Tests.Objects;

/// <summary>A bucket, seen from outside of any store, and stores on it.</summary>
public sealed class S3Bucket(S3Cloud cloud, string name) : IDisposable
{
    /// <summary>Of the stores; gone with the test.</summary>
    public string Scratch { get; } = Directory.CreateTempSubdirectory("etlmesh-s3-").FullName;

    public string Name => name;

    /// <summary>Files of the stores.</summary>
    public IEnumerable<string> ScratchFiles => Directory.EnumerateFiles(Scratch, "*", SearchOption.AllDirectories);

    public S3ObjectStore Open(Action<S3StoreOptions>? change = null, TimeProvider? time = null)
    {
        var options = new S3StoreOptions
        {
            Bucket = name,
            ServiceUrl = cloud.Url,
            ForcePathStyle = true,
            AccessKey = "AKIDEXAMPLE",
            SecretKey = "secret",
            Scratch = Scratch,
            PartBytes = 5 << 20,
            Attempts = 4,
            RetryDelay = TimeSpan.Zero,
        };
        change?.Invoke(options);
        return new S3ObjectStore(options, time);
    }

    public Task PutAsync(string key, string text) => cloud.S3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, ContentBody = text });

    public async Task<List<string>> KeysAsync() => (await cloud.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects?.ConvertAll(found => found.Key) ?? [];

    /// <summary>The keys of the unfinished uploads.</summary>
    public async Task<List<string>> UploadsAsync() => (await cloud.S3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = name })).MultipartUploads?.ConvertAll(upload => upload.Key) ?? [];

    public void Dispose() => Directory.Delete(Scratch, recursive: true);
}
