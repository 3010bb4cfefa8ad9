using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Objects;

/// <summary>Calls to S3, tried again as long as that may help.</summary>
internal sealed class BucketClient(ObjectsOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    // Made with the first call: a pipeline without objects needs no credentials.
    private readonly Lazy<AmazonS3Client> s3 = new(() => Client(options));

    public IAmazonS3 S3 => s3.Value;

    /// <param name="doing">What is being done, to what.</param>
    /// <param name="call">Is given a token that ends it when no byte passes for too long; each byte calls the action.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="TransientEtlException">The last try failed, too, for a reason that may pass.</exception>
    /// <exception cref="TerminalEtlException">Another try would meet the same.</exception>
    public async Task<T> RunAsync<T>(string doing, Func<Action, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var silence = new CancellationTokenSource(options.Silence, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
            try
            {
                return await call(() => silence.CancelAfter(options.Silence), either.Token);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
            {
                if (!MayPass(e))
                    throw new TerminalEtlException($"{doing}: {Reason(e)} {Remedy(e)}", e);
                if (attempt == options.Attempts)
                    throw new TransientEtlException($"{doing}: {Reason(e)} It was tried {attempt} times; look at the store and at the way to it ({Address}).", e);
            }

            var most = options.RetryDelay * (1L << (attempt - 1));
            await Task.Delay(Random.Shared.NextDouble() * (most < LongestDelay ? most : LongestDelay), time, ct);
        }
    }

    public void Dispose()
    {
        if (s3.IsValueCreated)
            s3.Value.Dispose();
    }

    private string Address => options.ServiceUrl is { } url ? $"AWS_ENDPOINT_URL_S3 {url.GetLeftPart(UriPartial.Authority)}" : $"AWS in {options.Region}";

    private static bool MayPass(Exception e) => e switch
    {
        AmazonServiceException { StatusCode: 0 or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        AmazonServiceException answer => (answer.StatusCode >= HttpStatusCode.InternalServerError && answer.StatusCode != HttpStatusCode.NotImplemented) || answer.ErrorCode is "SlowDown" or "RequestTimeout" or "IncompleteBody",
        AmazonClientException => false,
        _ => true,
    };

    private string Reason(Exception e) => e switch
    {
        AmazonServiceException { StatusCode: > 0 } answer => $"{(int)answer.StatusCode} {answer.ErrorCode}: {Sentence(answer)}",
        OperationCanceledException => $"no byte came for {options.Silence.TotalSeconds:0.#} s.",
        _ => Sentence(e),
    };

    private string Remedy(Exception e) => e switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" or "InvalidBucketName" } => "Correct the bucket in the source's `connection`, or create it.",
        AmazonServiceException { ErrorCode: "NoSuchKey" } or AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => "The object was there when the source was looked at and is gone now; run the date again.",
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => "The object was changed since the source was looked at; run the date again when the delivery is complete.",
        AmazonServiceException { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "TemporaryRedirect" } => $"Set AWS_REGION (it is {options.Region}) to the bucket's.",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => "Allow this process's role, or the owner of AWS_ACCESS_KEY_ID, to list and read the bucket.",
        AmazonServiceException => $"Look at the bucket at {Address}.",
        _ => "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the process a role.",
    };

    private static string Sentence(Exception e) => e.Message.TrimEnd().TrimEnd('.') + ".";

    private static AmazonS3Client Client(ObjectsOptions options)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0, // tries again here
            MaxStaleConnectionRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.ServiceUrl is { } url)
            (config.ServiceURL, config.AuthenticationRegion, config.ForcePathStyle) = (url.ToString(), options.Region, true);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKey.Length > 0 ? new AmazonS3Client(options.AccessKey, options.SecretKey, config) : new AmazonS3Client(config);
    }
}
