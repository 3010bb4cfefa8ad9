using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Why a call failed, whether that may pass by itself, and what to do.</summary>
internal sealed record S3Failure(bool MayPass, string Reason, string Remedy)
{
    private const string Later = "It is tried again later; if it stays, look at the store and at the way to it.";

    /// <summary>Answers below 500 that mean no more than: again. Sums that differ were damaged on the way.</summary>
    private static readonly HashSet<string> Passing =
    [
        "SlowDown", "Throttling", "ThrottlingException", "RequestThrottled", "TooManyRequests", "RequestTimeout", "OperationAborted",
        "IncompleteBody", "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch",
    ];

    /// <returns>Nothing for what is no failure of the store.</returns>
    public static S3Failure? Of(Exception e, S3StoreOptions options) => e switch
    {
        TerminalEtlException or TransientEtlException => null,
        DeleteObjectsException partly => OfDeletes(partly, options),
        AmazonUnmarshallingException => new(true, "the answer could not be read.", Later),
        AmazonServiceException answer => OfAnswer(answer, options),
        AmazonClientException => new(false, Sentence(e), "Set Staging:AccessKey and Staging:SecretKey, or give the process credentials of AWS's chain."),
        OperationCanceledException or TimeoutException => new(true, $"no byte came or went for {options.Silence.TotalSeconds:0.#} s.", Later),
        HttpRequestException or IOException => new(true, Sentence(e), $"{Later} Its address is {Address(options)}."),
        _ => null,
    };

    private static S3Failure OfAnswer(AmazonServiceException answer, S3StoreOptions options)
    {
        var reason = $"{(int)answer.StatusCode} {answer.ErrorCode}: {Sentence(answer)}";
        if (answer.StatusCode == 0)
            return new(true, Sentence(answer), $"{Later} Its address is {Address(options)}.");
        if (answer.StatusCode is (>= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented) or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || Passing.Contains(answer.ErrorCode ?? ""))
            return new(true, reason, Later);
        return new(false, reason, RemedyOf(answer, options));
    }

    private static S3Failure OfDeletes(DeleteObjectsException partly, S3StoreOptions options)
    {
        var first = partly.Response.DeleteErrors[0];
        var denied = partly.Response.DeleteErrors.Any(error => error.Code == "AccessDenied");
        return new(!denied, $"{partly.Response.DeleteErrors.Count} stayed; {first.Key}: {first.Code} {first.Message}", denied ? Denied(options) : Later);
    }

    private static string RemedyOf(AmazonServiceException answer, S3StoreOptions options) => answer switch
    {
        { ErrorCode: "NoSuchBucket" or "InvalidBucketName" } => $"Set {options.NamedBy} (the bucket is `{options.Bucket}`) to a bucket that is there, or create it.",
        { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" } =>
            "Set Staging:AccessKey and Staging:SecretKey, or leave both empty to use AWS's chain of credentials.",
        { ErrorCode: "RequestTimeTooSkewed" } => "Set this machine's clock.",
        { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "TemporaryRedirect" } or { StatusCode: HttpStatusCode.MovedPermanently } =>
            $"Set Staging:Region (it is `{options.Region}`) to the bucket's.",
        { ErrorCode: { } code } when code.StartsWith("KMS", StringComparison.Ordinal) => $"Check the key of Staging:Encryption (`{options.Encryption}`).",
        { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => Denied(options),
        _ => $"Check {options.NamedBy} (`{options.Bucket}`) at {Address(options)}.",
    };

    private static string Denied(S3StoreOptions options) =>
        $"Allow {(options.AccessKey.Length > 0 ? "the owner of Staging:AccessKey" : "this process's role")} to read, write, list and delete in {options.NamedBy} (`{options.Bucket}`).";

    private static string Address(S3StoreOptions options) => options.ServiceUrl is { } url ? $"Staging:ServiceUrl {url}" : $"AWS in Staging:Region {options.Region}";

    private static string Sentence(Exception e) => e.Message.TrimEnd().TrimEnd('.') + ".";
}
