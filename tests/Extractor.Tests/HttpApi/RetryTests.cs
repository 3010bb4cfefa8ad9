using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Extractor.HttpApi;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>What passes is waited for, as the server asks; what does not is told at once.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task FailureThatPasses_IsMetAgain(int status)
    {
        await using var server = await FailingAsync(3, (context, _) => context.Response.StatusCode = status);
        using var night = server.Night();
        Assert.Equal("0|1|2", (await night.ExtractAsync(ApiServer.Table())).Text);
        Assert.Equal(4, server.Asked.Count);
        Assert.Collection(server.Time.Waits, first => Within(first, 0.5, 1), second => Within(second, 1, 2), third => Within(third, 2, 4));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(501)]
    public async Task FailureThatStays_StopsAtOnce(int status)
    {
        await using var server = await FailingAsync(9, (context, _) => context.Response.StatusCode = status);
        using var night = server.Night();
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains($"Reading {server.Url}/t page 1: the answer is {status} ", stopped.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task RetryAfter_IsHeeded_InSecondsAndAsADate()
    {
        await using var server = await FailingAsync(3, (context, time) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = time.Waits.Count switch
            {
                0 => "7",
                1 => time.GetUtcNow().AddSeconds(40).ToString("R", CultureInfo.InvariantCulture),
                _ => time.GetUtcNow().AddSeconds(-40).ToString("R", CultureInfo.InvariantCulture),
            };
        });
        using var night = server.Night();
        Assert.Equal("0|1|2", (await night.ExtractAsync(ApiServer.Table())).Text);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(40)], server.Time.Waits);
    }

    [Fact]
    public async Task RetryAfterOfAnHour_IsLeftToTheStage()
    {
        await using var server = await FailingAsync(1, (context, _) => (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "3600"));
        using var night = server.Night();
        var waits = await Assert.ThrowsAsync<TransientEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains("asks to come again in 3600 s", waits.Message, StringComparison.Ordinal);
        Assert.Empty(night.Left);
    }

    [Fact]
    public async Task ApiThatStaysAway_IsGivenUpAsTransient()
    {
        await using var server = await FailingAsync(int.MaxValue, (context, _) => context.Response.StatusCode = 503);
        using var night = server.Night(options: new ExtractorOptions { ScratchFolder = "", HttpApi = new HttpApiOptions { Attempts = 4 } });
        var away = await Assert.ThrowsAsync<TransientEtlException>(() => night.ExtractAsync(ApiServer.Table()));
        Assert.Contains("It was tried 4 times", away.Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Asked.Count);
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsAskedForAgain()
    {
        await using var server = await FailingAsync(2, async (context, _) =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("{\"items\":[{\"id\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var night = server.Night();
        Assert.Equal("0|1|2", (await night.ExtractAsync(ApiServer.Table())).Text);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task AnswerThatNeverComes_IsGivenUpAfterTheTimeoutAndAskedForAgain()
    {
        await using var server = await FailingAsync(1, async (context, time) =>
        {
            time.EndLongWaits(); // the timeout, of two hours
            var gone = new TaskCompletionSource();
            await using var _ = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var night = server.Night();
        Assert.Equal("0|1|2", (await night.ExtractAsync(ApiServer.Table())).Text);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task CancelledNight_EndsInTheMiddleOfAPage_AndLeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await FailingAsync(1, async (context, _) =>
        {
            await context.Response.WriteAsync("{\"items\":[{\"id\":1}");
            await context.Response.Body.FlushAsync();
            await stop.CancelAsync();
            var gone = new TaskCompletionSource();
            await using var ended = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var night = server.Night();
        var table = ApiServer.Table();
        var plan = await night.PlanAsync(table);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => night.LandAsync(table, plan, stop.Token));
        Assert.Empty(night.Left);
    }

    [Fact]
    public async Task RateLimit_SpacesRequests()
    {
        var page = 0;
        await using var server = await ApiServer.StartAsync(context => context.Response.WriteAsync(ApiServer.Items(page, ++page, page < 5 ? $",\"next\":\"{page}\"" : "")));
        using var night = server.Night(rate: new RateLimit(10, RateUnit.Requests));
        await night.ExtractAsync(ApiServer.Table(http: new HttpTableDefinition { Paging = HttpPaging.Cursor, Next = "next" }));
        Assert.Equal(5, server.Asked.Count);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMilliseconds(100), 4), server.Time.Waits);
    }

    [Theory]
    [InlineData(200, true, "s.t: {0}/t answers")]
    [InlineData(503, false, "s.t: {0}/t: the answer is 503 ServiceUnavailable.")]
    public async Task Probe_TellsWhetherTheApiAnswers(int status, bool ready, string line)
    {
        await using var server = await FailingAsync(int.MaxValue, (context, _) => context.Response.StatusCode = status);
        using var night = server.Night();
        var probed = await night.ProbeAsync(ApiServer.Table());
        Assert.Equal((ready, string.Format(CultureInfo.InvariantCulture, line, server.Url)), (probed.Ready, probed.Lines.Single()));
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task Probe_OfAnApiThatIsGone_SaysNotReady_AndOneWithoutAccess_Stops()
    {
        SourceNight gone;
        await using (var server = await FailingAsync(9, (context, _) => context.Response.StatusCode = 401))
        {
            gone = server.Night();
            await Assert.ThrowsAsync<TerminalEtlException>(() => gone.ProbeAsync(ApiServer.Table()));
        }

        using (gone)
            Assert.False((await gone.ProbeAsync(ApiServer.Table())).Ready);
    }

    private static void Within(TimeSpan wait, double least, double most) => Assert.InRange(wait.TotalSeconds, least, most);

    private static Task<ApiServer> FailingAsync(int times, Action<HttpContext, QuickTime> fail) => FailingAsync(times, (context, time) =>
    {
        fail(context, time);
        return Task.CompletedTask;
    });

    /// <summary>Fails so often, then gives three records.</summary>
    private static async Task<ApiServer> FailingAsync(int times, Func<HttpContext, QuickTime, Task> fail)
    {
        var left = times;
        ApiServer? server = null;
        server = await ApiServer.StartAsync(context => Interlocked.Decrement(ref left) >= 0 ? fail(context, server!.Time) : context.Response.WriteAsync(ApiServer.Items(0, 3)));
        return server;
    }
}
