using System.Net;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Notifier.Tests.Channels;

public sealed class WebhookChannelTests : IDisposable
{
    private const string Secret = "t0ps3cret";

    private readonly Receiver receiver = Receiver.Start();
    private readonly HttpClient http = new(NotifierRegistration.Direct());

    [Fact]
    public async Task Accepted_TellsTheRun()
    {
        await SendAsync(Notifications.Of("Blocked", verdict: Notifications.Verdict("a_check: found 1")), "reports/r.html");

        var (path, key, body) = Assert.Single(receiver.Received);
        Assert.Equal($"/{Secret}", path);
        Assert.Equal($"{Notifications.Run:N}-2-Blocked", key);
        Assert.Equal(
            $$"""{"run_id":"{{Notifications.Run:D}}","pipeline":"shop","run_date":"2026-03-01","attempt":2,"state":"Blocked","release":null,"stage":null,"reason":null,"failed_checks":["a_check: found 1"],"report":"reports/r.html"}""",
            body.GetRawText());
    }

    [Fact]
    public async Task SentAgain_CarriesTheSameKey_AnotherEndAnother()
    {
        await SendAsync(Notifications.Of("Suspended"));
        await SendAsync(Notifications.Of("Suspended"));
        await SendAsync(Notifications.Of("Failed"));

        var keys = receiver.Received.Select(request => request.Key).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData(HttpStatusCode.Redirect)]
    public async Task Refused_IsTerminal(HttpStatusCode answer)
    {
        receiver.Answer = answer;
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => SendAsync(Notifications.Of("Completed")));
        Assert.Contains($"it answered {(int)answer}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        Assert.Single(receiver.Received);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task NotNow_IsTransient(HttpStatusCode answer)
    {
        receiver.Answer = answer;
        var failure = await Assert.ThrowsAsync<TransientEtlException>(() => SendAsync(Notifications.Of("Completed")));
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedConnection_IsTransient()
    {
        var failure = await Assert.ThrowsAsync<TransientEtlException>(() => SendAsync($"http://127.0.0.1:{Receiver.FreePort()}/{Secret}"));
        Assert.Contains("Notifying the webhook of shop at 127.0.0.1: ConnectionError", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledSend_IsCancelled()
    {
        var channel = new NotifyDefinition { Channel = NotifyChannel.Webhook, Url = receiver.Url };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new WebhookChannel(http).SendAsync(channel, Notifications.Of("Completed"), null, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("ftp://example/" + Secret, "correct `url:` in the pipeline file")]
    [InlineData("${ETLMESH_TEST_NOT_SET:-nothing/" + Secret + "}", "correct ETLMESH_TEST_NOT_SET in the service's environment")]
    [InlineData("", "correct `url:` in the pipeline file")]
    public async Task AddressThatIsNone_IsTerminalAndNotShown(string url, string remedy)
    {
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => SendAsync(url));
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VariableThatIsNotSet_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => SendAsync("${ETLMESH_TEST_NOT_SET}"));
        Assert.Contains("ETLMESH_TEST_NOT_SET", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        http.Dispose();
        receiver.Dispose();
    }

    private Task SendAsync(SendNotification notification, string? report = null) => SendAsync(receiver.Url + Secret, notification, report);

    private Task SendAsync(string url) => SendAsync(url, Notifications.Of("Completed"), null);

    private Task SendAsync(string url, SendNotification notification, string? report) => new WebhookChannel(http)
        .SendAsync(new NotifyDefinition { Channel = NotifyChannel.Webhook, Url = url }, notification, report, CancellationToken.None);
}
