using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>A call that failed after its retries.</summary>
/// <param name="doing">What was being done, to what.</param>
/// <param name="error">What the service said; nothing when it said nothing.</param>
/// <param name="mayPass">Whether the same call may succeed later.</param>
internal sealed class AwsCallException(string doing, AwsError? error, bool mayPass, Exception? cause = null)
    : Exception($"{doing} failed: {(error is null ? cause?.Message ?? "no answer" : $"{error.Code}: {error.Message}")}", cause)
{
    public AwsError? Error => error;

    public bool MayPass => mayPass;

    public bool IsMissing => error?.IsMissing is true;

    /// <summary>The failure as the rest of the house knows it.</summary>
    public Exception AsEtlFailure() => MayPass
        ? new TransientEtlException($"{Message}. It is tried again; if it lasts, look at the service's health and quotas.", this)
        : new TerminalEtlException($"{Message}. Look at the permissions, the region and the names this process is configured with.", this);
}
