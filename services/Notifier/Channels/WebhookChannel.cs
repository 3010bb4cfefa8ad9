using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Notifier;

/// <summary>JSON by HTTP POST, with a key by which a receiver knows a repeated delivery.</summary>
public sealed class WebhookChannel(HttpClient http) : IChannel
{
    /// <summary>The header that is the same each time one notification is sent.</summary>
    public const string DeduplicationHeader = "Idempotency-Key";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public NotifyChannel Kind => NotifyChannel.Webhook;

    public async Task SendAsync(NotifyDefinition channel, SendNotification notification, string? report, CancellationToken ct)
    {
        var url = EnvironmentReferences.Resolve(channel.Url ?? "", System.Environment.GetEnvironmentVariable);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new TerminalEtlException($"Notifying the webhook of {notification.Pipeline}: its url is no http address; {Remedy(channel)}.");

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(Body(notification, report), options: Json) };
        request.Headers.Add(DeduplicationHeader, string.Create(CultureInfo.InvariantCulture, $"{notification.RunId:N}-{notification.Attempt}-{notification.Summary.State}"));
        await PostAsync(request, notification.Pipeline, ct);
    }

    private async Task PostAsync(HttpRequestMessage request, string pipeline, CancellationToken ct)
    {
        // The address may hold a secret: messages name its host alone.
        var host = request.RequestUri!.Host;
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.IsSuccessStatusCode)
                return;

            var message = $"Notifying the webhook of {pipeline} at {host}: it answered {(int)response.StatusCode}; look at the receiver.";
            throw response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? new TransientEtlException(message)
                : new TerminalEtlException(message);
        }
        catch (HttpRequestException failure)
        {
            throw new TransientEtlException($"Notifying the webhook of {pipeline} at {host}: {failure.HttpRequestError}; look at the receiver.", failure);
        }
        catch (TaskCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new TransientEtlException($"Notifying the webhook of {pipeline} at {host}: no answer within {http.Timeout.TotalSeconds:0} s; look at the receiver.", late);
        }
    }

    /// <summary>The url itself may be a secret, also a wrong one; the variables that it names are not.</summary>
    private static string Remedy(NotifyDefinition channel) =>
        EnvironmentReferences.Find(channel.Url ?? "") is { Count: > 0 } references
            ? $"correct {string.Join(", ", references.Select(reference => reference.Name).Distinct(StringComparer.Ordinal))} in the service's environment"
            : "correct `url:` in the pipeline file";

    private static WebhookBody Body(SendNotification notification, string? report) => new(
        notification.RunId, notification.Pipeline, notification.RunDate, notification.Attempt, notification.Summary.State,
        notification.Summary.Release, notification.Summary.Stage, notification.Summary.Reason, notification.Summary.Verdict?.Failures ?? [], report);

    private sealed record WebhookBody(
        Guid RunId, string Pipeline, DateOnly RunDate, int Attempt, string State,
        string? Release, string? Stage, string? Reason, IReadOnlyList<string> FailedChecks, string? Report);
}
