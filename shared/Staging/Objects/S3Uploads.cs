using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Brings files up. S3 shows an object whole or not at all; it compares the SHA-256 of what it received, part by part.</summary>
internal sealed class S3Uploads(IAmazonS3 s3, S3StoreOptions options, S3Calls calls)
{
    /// <summary>The object's SHA-256 in its metadata, lowercase hex.</summary>
    public const string Sha256 = "sha256";

    private const long MostParts = 10_000;

    /// <summary>The size of a file's parts; one part goes up as it is.</summary>
    public long PartBytesOf(long bytes) => Math.Max(options.PartBytes, (bytes + MostParts - 1) / MostParts);

    public Task RunAsync(string key, string path, FileDigest digest, CancellationToken ct) =>
        digest.Parts.Count == 1 ? PutAsync(key, path, digest, ct) : PutPartsAsync(key, path, digest, ct);

    /// <summary>Ends the unfinished uploads to keys that start with <paramref name="prefix"/>.</summary>
    public async Task AbortAsync(string prefix, CancellationToken ct)
    {
        var request = new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = options.KeyPrefix + prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await calls.RunAsync($"Listing the unfinished uploads {prefix}*", silence => s3.ListMultipartUploadsAsync(request, silence.Token), ct);
            foreach (var upload in page.MultipartUploads ?? [])
                await AbortAsync(upload.Key, upload.UploadId, ct);
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
    }

    private Task PutAsync(string key, string path, FileDigest digest, CancellationToken ct) => calls.RunAsync(
        $"Committing the object {key}",
        silence =>
        {
            var request = new PutObjectRequest
            {
                BucketName = options.Bucket,
                Key = options.KeyPrefix + key,
                FilePath = path,
                ChecksumSHA256 = digest.Parts[0].Sha256,
                ServerSideEncryptionMethod = Encryption,
                ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKey,
                StreamTransferProgress = (_, _) => silence.Broken(),
            };
            request.Metadata[Sha256] = digest.Sha256;
            return s3.PutObjectAsync(request, silence.Token);
        },
        ct);

    private async Task PutPartsAsync(string key, string path, FileDigest digest, CancellationToken ct)
    {
        var uploadId = await BeginAsync(key, digest, ct);
        try
        {
            var sent = new PartETag[digest.Parts.Count];
            await Parallel.ForEachAsync(
                digest.Parts,
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct },
                async (part, each) => sent[part.Number - 1] = await PutPartAsync(key, uploadId, path, part, each));
            await CompleteAsync(key, uploadId, digest, sent, ct);
        }
        catch
        {
            await GiveUpAsync(options.KeyPrefix + key, uploadId);
            throw;
        }
    }

    private async Task<string> BeginAsync(string key, FileDigest digest, CancellationToken ct)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = options.Bucket,
            Key = options.KeyPrefix + key,
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            ServerSideEncryptionMethod = Encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKey,
        };
        request.Metadata[Sha256] = digest.Sha256;
        var begun = await calls.RunAsync($"Beginning the upload of {key}", silence => s3.InitiateMultipartUploadAsync(request, silence.Token), ct);
        return begun.UploadId;
    }

    private async Task<PartETag> PutPartAsync(string key, string uploadId, string path, FilePart part, CancellationToken ct)
    {
        var sent = await calls.RunAsync(
            $"Committing the object {key}, part {part.Number}",
            silence => s3.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = options.Bucket,
                    Key = options.KeyPrefix + key,
                    UploadId = uploadId,
                    PartNumber = part.Number,
                    FilePath = path,
                    FilePosition = part.Offset,
                    PartSize = part.Bytes,
                    ChecksumSHA256 = part.Sha256,
                    StreamTransferProgress = (_, _) => silence.Broken(),
                },
                silence.Token),
            ct);
        return new PartETag(part.Number, sent.ETag) { ChecksumSHA256 = part.Sha256 };
    }

    private Task CompleteAsync(string key, string uploadId, FileDigest digest, PartETag[] sent, CancellationToken ct) => calls.RunAsync(
        $"Committing the object {key}",
        async silence =>
        {
            try
            {
                await s3.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = options.KeyPrefix + key, UploadId = uploadId, PartETags = [.. sent] },
                    silence.Token);
            }
            catch (AmazonS3Exception gone) when (gone.ErrorCode == "NoSuchUpload")
            {
                // An earlier call may have completed it, and its answer been lost.
                if (!await IsThereAsync(key, digest, silence.Token))
                    throw new TransientEtlException($"Committing the object {key}: its upload was ended by another. It is written again when the step is tried again.", gone);
            }
        },
        ct);

    private async Task<bool> IsThereAsync(string key, FileDigest digest, CancellationToken ct)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = options.Bucket, Key = options.KeyPrefix + key }, ct);
            return found.ContentLength == digest.Bytes && found.Metadata[Sha256] == digest.Sha256;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>After a failure or a cancellation. What is left when this fails, too, goes with its prefix.</summary>
    private async Task GiveUpAsync(string key, string uploadId)
    {
        try
        {
            await AbortAsync(key, uploadId, CancellationToken.None);
        }
        catch (Exception e) when (e is TransientEtlException or TerminalEtlException)
        {
            // The failure that is under way says more.
        }
    }

    private Task AbortAsync(string key, string uploadId, CancellationToken ct) => calls.RunAsync(
        $"Ending the unfinished upload of {key}",
        async silence =>
        {
            try
            {
                await s3.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = uploadId }, silence.Token);
            }
            catch (AmazonS3Exception gone) when (gone.ErrorCode == "NoSuchUpload")
            {
                // It has ended.
            }
        },
        ct);

    private ServerSideEncryptionMethod? Encryption => options switch
    {
        { UsesKms: true } => ServerSideEncryptionMethod.AWSKMS,
        { Encryption: "AES256" } => ServerSideEncryptionMethod.AES256,
        _ => null,
    };
}
