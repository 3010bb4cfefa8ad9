using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Runs calls until they succeed, their attempts are used up, or trying again cannot help.</summary>
internal sealed class S3Calls(S3StoreOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    /// <param name="doing">What is being done, to what.</param>
    /// <exception cref="TransientEtlException">The last attempt failed, too, for a reason that may pass.</exception>
    /// <exception cref="TerminalEtlException">Another attempt would meet the same; the message names the setting.</exception>
    public async Task<T> RunAsync<T>(string doing, Func<Silence, Task<T>> call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var silence = new Silence(options.Silence, time, ct);
            try
            {
                return await call(silence);
            }
            catch (Exception e) when (ct.IsCancellationRequested && e is not OperationCanceledException)
            {
                throw new OperationCanceledException($"{doing} was cancelled.", e, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && S3Failure.Of(e, options) is { } failure)
            {
                if (!failure.MayPass)
                    throw new TerminalEtlException($"{doing}: {failure.Reason} {failure.Remedy}", e);
                if (attempt == options.Attempts)
                    throw new TransientEtlException($"{doing}: {failure.Reason} It was tried {attempt} times. {failure.Remedy}", e);
            }

            await Task.Delay(DelayAfter(attempt), time, ct);
        }
    }

    public Task RunAsync(string doing, Func<Silence, Task> call, CancellationToken ct) =>
        RunAsync(
            doing,
            async silence =>
            {
                await call(silence);
                return true;
            },
            ct);

    // Full jitter: who was refused together does not come back together.
    private TimeSpan DelayAfter(int attempt)
    {
        var most = options.RetryDelay * (1L << (attempt - 1));
        return Random.Shared.NextDouble() * (most < LongestDelay ? most : LongestDelay);
    }
}
