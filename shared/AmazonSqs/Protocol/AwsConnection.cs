using System.Net;
using System.Net.Http.Headers;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>Signed calls of one service over pooled connections. What may pass is tried again.</summary>
/// <remarks>A retry sends the same bytes, freshly signed. A call that failed after the service did its work is therefore done twice.</remarks>
internal sealed class AwsConnection(HttpClient http, AwsEndpoint endpoint, AwsProtocol protocol, AwsKeySource keys, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SignatureV4 signature = new(endpoint.Region, endpoint.Service);
    private readonly MediaTypeHeaderValue contentType = MediaTypeHeaderValue.Parse(protocol.ContentType);
    private TimeSpan skew;

    /// <returns>The body of the answer.</returns>
    /// <exception cref="AwsCallException">The service refused, or did not answer in any attempt.</exception>
    public async Task<byte[]> CallAsync(AwsCall call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            AwsCallException failure;
            try
            {
                return await AttemptAsync(call, cancellationToken);
            }
            catch (AwsCallException refused)
            {
                failure = refused;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or TimeoutException)
            {
                failure = new AwsCallException(Doing(call), null, mayPass: true, broken);
            }

            if (!failure.MayPass || attempt == Attempts)
                throw failure;
            await Task.Delay(Backoff.After(attempt, LongestWait), time, cancellationToken);
        }
    }

    private async Task<byte[]> AttemptAsync(AwsCall call, CancellationToken cancellationToken)
    {
        using var request = await SignedAsync(call);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(call.Timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            var body = await response.Content.ReadAsByteArrayAsync(patience.Token);
            return response.IsSuccessStatusCode ? body : throw Refusal(call, response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {call.Timeout.TotalSeconds:0} s");
        }
    }

    private async Task<HttpRequestMessage> SignedAsync(AwsCall call)
    {
        var signer = await KeysAsync(call);
        var now = time.GetUtcNow() + skew;
        var headers = new List<KeyValuePair<string, string>>(5)
        {
            new("host", endpoint.Host),
            new("x-amz-date", SignatureV4.AmzDate(now)),
        };
        if (protocol.TargetPrefix is not null)
            headers.Add(new("x-amz-target", protocol.TargetPrefix + call.Action));
        if (signer.SessionToken is not null)
            headers.Add(new("x-amz-security-token", signer.SessionToken));

        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ReadOnlyMemoryContent(call.Body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Content.Headers.ContentType = contentType;
        headers.Add(new("content-type", protocol.ContentType));
        request.Headers.TryAddWithoutValidation("Authorization", signature.Authorize(headers, call.Body.Span, signer, now));
        return request;
    }

    private async ValueTask<AwsKeys> KeysAsync(AwsCall call)
    {
        try
        {
            return await keys();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            throw new AwsCallException($"Getting the credentials for {Doing(call)}", null, mayPass: failed is not TerminalEtlException, failed);
        }
    }

    private AwsCallException Refusal(AwsCall call, HttpResponseMessage response, byte[] body)
    {
        var error = protocol.ReadError(body) ?? new AwsError($"HTTP {(int)response.StatusCode}", response.ReasonPhrase ?? "");
        var status = response.StatusCode;
        var mayPass = error.MayPass || status >= HttpStatusCode.InternalServerError || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || (error.IsClock && Correct(response.Headers.Date));
        return new AwsCallException(Doing(call), error, mayPass);
    }

    /// <summary>Takes over the service's clock; false when that brings nothing new.</summary>
    private bool Correct(DateTimeOffset? theirs)
    {
        if (theirs is null)
            return false;
        var difference = theirs.Value - time.GetUtcNow();
        if ((difference - skew).Duration() < TimeSpan.FromMinutes(1))
            return false;
        skew = difference;
        return true;
    }

    private string Doing(AwsCall call) => $"{endpoint.Service.ToUpperInvariant()} {call.Action} of {call.On}";
}
