using System.Net;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Tests.Protocol;

public class AwsConnectionTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.sqs#RequestThrottled"}""")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html>busy</html>")]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    [InlineData(HttpStatusCode.TooManyRequests, "{}")]
    [InlineData(HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.sqs#ExpiredTokenException"}""")]
    public async Task PassingRefusal_IsTriedAgain(HttpStatusCode status, string body)
    {
        var left = 2;
        var wire = new Wire { Instead = (_, _) => left-- > 0 ? Wire.Json(status, body) : null };

        Assert.NotEmpty(await Sqs(wire).CreateQueueAsync(Names.Queue(), Nothing, Nothing, CancellationToken.None));

        Assert.Equal(2, wire.Refused);
    }

    [Fact]
    public async Task RefusalWithoutEnd_IsGivenUp_AsOneThatMayPass()
    {
        var wire = new Wire { Instead = (_, _) => Wire.Throttled() };

        var failed = await Assert.ThrowsAsync<AwsCallException>(() => Sqs(wire, new HurriedTime()).CreateQueueAsync("q", Nothing, Nothing, CancellationToken.None));

        Assert.True(failed.MayPass);
        Assert.Equal(8, wire.Refused);
        Assert.Equal("SQS CreateQueue of q failed: RequestThrottled: too fast", failed.Message);
    }

    [Fact]
    public async Task BrokenConnection_IsTriedAgain()
    {
        var left = 2;
        var wire = new Wire { Instead = (_, _) => left-- > 0 ? throw new HttpRequestException("reset") : null };

        Assert.NotEmpty(await Sqs(wire).CreateQueueAsync(Names.Queue(), Nothing, Nothing, CancellationToken.None));
        Assert.Equal(-1, left);
    }

    [Fact]
    public async Task WrongClock_IsCorrectedFromTheAnswer()
    {
        var theirs = TimeProvider.System.GetUtcNow().AddHours(2);
        var dates = new List<string>();
        var wire = new Wire
        {
            Dated = date =>
            {
                dates.Add(date);
                if (dates.Count > 1)
                    return null;
                var refusal = Wire.Json(HttpStatusCode.Forbidden, """{"__type":"com.amazonaws.sqs#InvalidSignatureException","message":"Signature expired: 1 is now earlier than 2"}""");
                refusal.Headers.Date = theirs;
                return refusal;
            },
        };

        await Sqs(wire).CreateQueueAsync(Names.Queue(), Nothing, Nothing, CancellationToken.None);

        Assert.Equal(2, dates.Count);
        var ahead = DateTime.ParseExact(dates[1], "yyyyMMdd'T'HHmmss'Z'", null) - DateTime.ParseExact(dates[0], "yyyyMMdd'T'HHmmss'Z'", null);
        Assert.InRange(ahead, TimeSpan.FromMinutes(110), TimeSpan.FromMinutes(130));
    }

    [Fact]
    public async Task WrongSignature_IsNotTriedAgain()
    {
        var wire = new Wire { Instead = (_, _) => Wire.Json(HttpStatusCode.Forbidden, """{"__type":"com.amazonaws.sqs#SignatureDoesNotMatch","message":"wrong secret"}""") };

        var failed = await Assert.ThrowsAsync<AwsCallException>(() => Sqs(wire).CreateQueueAsync("q", Nothing, Nothing, CancellationToken.None));

        Assert.False(failed.MayPass);
        Assert.Equal(1, wire.Refused);
    }

    [Fact]
    public async Task Caller_CanGoAway()
    {
        var settings = cloud.Settings();
        var sqs = new SqsClient(new HttpClient(new Wire()) { Timeout = Timeout.InfiniteTimeSpan }, settings.Sqs, settings.Keys, TimeProvider.System);
        var url = await sqs.CreateQueueAsync(Names.Queue(), Nothing, Nothing, CancellationToken.None);
        using var gone = new CancellationTokenSource();

        var poll = sqs.ReceiveAsync(url, 1, TimeSpan.FromSeconds(20), null, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
    }

    [Fact]
    public async Task EntriesOfABatch_FailOneByOne()
    {
        var sqs = Sqs(new Wire());
        var url = await sqs.CreateQueueAsync(Names.Queue(".fifo"), new Dictionary<string, string> { ["FifoQueue"] = "true" }, Nothing, CancellationToken.None);

        var failures = await sqs.SendAsync(url, [new("a", Nothing, "group", "1"), new("b", Nothing), new("c", Nothing, "group", "2")], CancellationToken.None);

        var failure = Assert.Single(failures);
        Assert.Equal((1, "MissingParameter", false), (failure.Index, failure.Error.Code, failure.MayPass));
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private SqsClient Sqs(Wire wire, TimeProvider? time = null)
    {
        var settings = cloud.Settings();
        return new SqsClient(new HttpClient(wire), settings.Sqs, settings.Keys, time ?? TimeProvider.System);
    }

    /// <summary>Waits end at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
