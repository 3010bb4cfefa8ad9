using System.Net;
using System.Security.Cryptography;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>Asks an API, again where that may help, and puts what it answers into files.</summary>
internal sealed class ApiClient(HttpApiOptions options, TimeProvider time) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks once, for the headers alone.</summary>
    /// <returns>Null when the API answers; otherwise why it does not.</returns>
    public async Task<ApiFailure?> ProbeAsync(ApiAccess access, Uri address, string accept, CancellationToken ct)
    {
        using var entry = await access.Pace.EnterAsync(ct);
        using var silence = new CancellationTokenSource(access.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
        try
        {
            using var request = access.Request(address, accept);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ApiFailure.Of(answer, time.GetUtcNow());
        }
        catch (Exception e) when (!ct.IsCancellationRequested && ApiFailure.Of(e, access.Timeout) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>Brings a page into a file.</summary>
    /// <param name="access">How the API is reached.</param>
    /// <param name="address">The page, without what every request carries.</param>
    /// <param name="accept">The media type that is asked for.</param>
    /// <param name="path">The file; replaced by each try.</param>
    /// <param name="doing">What is being done, for errors.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="TransientEtlException">The last try failed, too, for a reason that may pass.</exception>
    /// <exception cref="TerminalEtlException">Another try would meet the same, or the page is too large.</exception>
    public async Task<ApiAnswer> FetchAsync(ApiAccess access, Uri address, string accept, string path, string doing, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ApiFailure? failure;
            try
            {
                (var answer, failure) = await TryFetchAsync(access, address, accept, path, doing, ct);
                if (answer is not null)
                    return answer;
            }
            catch (Exception e) when (!ct.IsCancellationRequested && ApiFailure.Of(e, access.Timeout) is { } failed)
            {
                failure = failed;
            }

            if (!failure!.MayPass)
                throw new TerminalEtlException($"{doing}: {failure.Reason} {failure.Remedy}");
            if (attempt == options.Attempts)
                throw new TransientEtlException($"{doing}: {failure.Reason} It was tried {attempt} times. {failure.Remedy}");
            if (failure.After > options.LongestRetryAfter)
                throw new TransientEtlException($"{doing}: {failure.Reason} It asks to come again in {failure.After.Value.TotalSeconds:0} s, longer than is waited here. {failure.Remedy}");
            await Task.Delay(failure.After ?? DelayAfter(attempt), time, ct);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(ApiAnswer? Answer, ApiFailure? Failure)> TryFetchAsync(ApiAccess access, Uri address, string accept, string path, string doing, CancellationToken ct)
    {
        using var entry = await access.Pace.EnterAsync(ct);
        using var silence = new CancellationTokenSource(access.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
        using var request = access.Request(address, accept);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        if (ApiFailure.Of(answer, time.GetUtcNow()) is { } failure)
            return (null, failure);

        var next = answer.Headers.TryGetValues("Link", out var links) ? LinkHeader.Next(links) : null;
        await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long bytes = 0;
        while (await body.ReadAsync(buffer, either.Token) is var read and > 0)
        {
            silence.CancelAfter(access.Timeout);
            if ((bytes += read) > options.PageBytes)
                throw new TerminalEtlException($"{doing}: the page is larger than {options.PageBytes} bytes, the limit of a page; ask for smaller ones by `http: {{ page_size: … }}` in the pipeline file.");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), either.Token);
        }

        return (new ApiAnswer(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), next), null);
    }

    // Not all who were refused together come back together.
    private TimeSpan DelayAfter(int attempt)
    {
        var most = options.RetryDelay * (1L << (attempt - 1));
        return (0.5 + (Random.Shared.NextDouble() / 2)) * (most < options.LongestDelay ? most : options.LongestDelay);
    }
}
