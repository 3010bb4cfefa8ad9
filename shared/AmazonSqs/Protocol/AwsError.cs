namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>What a service answered instead of a result.</summary>
/// <param name="Code">Such as <c>QueueDoesNotExist</c>.</param>
/// <param name="Message">The service's words.</param>
internal sealed record AwsError(string Code, string Message)
{
    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "Throttled", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "RequestLimitExceeded", "TooManyRequestsException", "KmsThrottled", "KMSThrottling", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete",
    };

    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "InternalError", "InternalFailure", "InternalServerError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException", "QueueDeletedRecently",
    };

    private static readonly HashSet<string> OldKeys = new(StringComparer.Ordinal) { "ExpiredToken", "ExpiredTokenException" };

    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "NotFound", "NotFoundException",
    };

    public bool IsThrottle => Throttles.Contains(Code);

    public bool MayPass => IsThrottle || Passing.Contains(Code) || OldKeys.Contains(Code);

    /// <summary>The queue or topic is not there.</summary>
    public bool IsMissing => Missing.Contains(Code);

    /// <summary>The service thinks that this machine's clock is wrong.</summary>
    public bool IsClock =>
        Code is "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" ||
        (Code is "InvalidSignatureException" or "SignatureDoesNotMatch" or "AuthFailure" &&
         (Message.Contains("expired", StringComparison.OrdinalIgnoreCase) || Message.Contains("not yet current", StringComparison.OrdinalIgnoreCase)));
}
