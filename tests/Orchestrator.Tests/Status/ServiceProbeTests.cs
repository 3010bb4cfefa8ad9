using System.Net.Sockets;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.Tests.Status;

public sealed class ServiceProbeTests
{
    [Fact]
    public async Task Services_AreToldAsTheyAnswer()
    {
        await using var healthy = await ServeAsync(context => context.Response.WriteAsync("""{"status":"Healthy","parts":{}}"""));
        await using var ill = await ServeAsync(context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("""{"status":"Unhealthy","parts":{"bus":{"status":"Unhealthy","detail":"SQS is away"},"disk":{"status":"Healthy","detail":null}}}""");
        });
        await using var mute = await ServeAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });

        var answers = await AskAsync(new() { ["loader"] = healthy.Urls.First(), ["extractor"] = ill.Urls.First(), ["notifier"] = mute.Urls.First(), ["transformer"] = $"http://127.0.0.1:{FreePort()}" });

        Assert.Equal(
            ["extractor unhealthy bus: SQS is away", "loader healthy ", "notifier unhealthy it answers 500", "transformer silent"],
            answers.Select(answer => answer.State == ServiceStatusDocument.Silent ? $"{answer.Name} silent" : $"{answer.Name} {answer.State} {answer.Detail}"));
        Assert.NotNull(answers[3].Detail);
    }

    [Fact]
    public async Task ServiceThatDoesNotAnswerInTime_IsSilent()
    {
        await using var slow = await ServeAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        var answer = Assert.Single(await AskAsync(new() { ["loader"] = slow.Urls.First() }, TimeSpan.FromMilliseconds(200)));

        Assert.Equal((ServiceStatusDocument.Silent, "no answer within 0.2 s"), (answer.State, answer.Detail));
    }

    private static async Task<IReadOnlyList<ServiceStatusDocument>> AskAsync(Dictionary<string, string> services, TimeSpan? patience = null)
    {
        var options = new StatusOptions { Patience = patience ?? TimeSpan.FromMinutes(2) };
        using var probe = new ServiceProbe(Options.Create(new OrchestratorOptions { Services = services }), options, TimeProvider.System);
        return await probe.AskAsync(CancellationToken.None);
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health", answer);
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
