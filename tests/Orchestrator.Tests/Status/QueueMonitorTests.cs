using EtlMesh.AmazonSqs;
using EtlMesh.Emulator;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Status;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtlMesh.Orchestrator.Tests.Status;

public sealed class QueueMonitorTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task QueueThatIsNeverSeenEmpty_WaitsSinceItWasSeenFirst()
    {
        await using var cloud = await CloudEmulator.StartAsync();
        await MakeAsync(cloud, "loader-load-table", "somebody-elses");
        using var queues = new Queues("us-east-1", host => Configure(host, cloud));
        var time = new ManualTime();
        using var monitor = new QueueMonitor(queues, new DeadLetterOptions(), new StatusOptions { Patience = TimeSpan.FromMinutes(2) }, time, NullLogger<QueueMonitor>.Instance);
        var start = time.GetUtcNow();

        Assert.Equal(new QueueStatusDocument("loader-load-table", 0, 0, null), await LookAsync());
        await queues.SendAsync("loader-load-table", "one", None, null, null, CancellationToken.None);
        time.MoveTo(start + TimeSpan.FromMinutes(1));
        Assert.Equal(new QueueStatusDocument("loader-load-table", 1, 0, start + TimeSpan.FromMinutes(1)), await LookAsync());
        await queues.SendAsync("loader-load-table", "two", None, null, null, CancellationToken.None);
        time.MoveTo(start + TimeSpan.FromMinutes(2));
        Assert.Equal(new QueueStatusDocument("loader-load-table", 2, 0, start + TimeSpan.FromMinutes(1)), await LookAsync());
        for (var message = 0; message < 2; message++)
            Assert.Single(await queues.ReceiveAsync("loader-load-table", 1, TimeSpan.FromSeconds(20), TimeSpan.FromHours(1), CancellationToken.None));
        Assert.Equal(new QueueStatusDocument("loader-load-table", 0, 2, null), await LookAsync());

        async Task<QueueStatusDocument> LookAsync() => Assert.Single((await monitor.SampleAsync(CancellationToken.None)).Queues);
    }

    [Fact]
    public async Task SqsThatIsAway_LeavesTheLastLook()
    {
        var cloud = await CloudEmulator.StartAsync();
        await MakeAsync(cloud, "loader-load-table");
        using var queues = new Queues("us-east-1", host => Configure(host, cloud));
        using var monitor = new QueueMonitor(queues, new DeadLetterOptions(), new StatusOptions { Patience = TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger<QueueMonitor>.Instance);
        var seen = await monitor.SampleAsync(CancellationToken.None);
        Assert.NotNull(seen.At);

        await cloud.DisposeAsync();

        Assert.Equal(seen, await monitor.SampleAsync(CancellationToken.None));
    }

    private static async Task MakeAsync(CloudEmulator cloud, params string[] names)
    {
        await using var service = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingAmazonSqs((_, sqs) =>
            {
                sqs.Host("us-east-1", host => Configure(host, cloud));
                foreach (var name in names)
                    sqs.ReceiveEndpoint(name, endpoint => endpoint.MaxReceiveCount = null);
            });
        }).BuildServiceProvider();
        var bus = service.GetRequiredService<IBusControl>();
        await bus.StartAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        await bus.StopAsync(CancellationToken.None);
    }

    private static void Configure(IAmazonSqsHostConfigurator host, CloudEmulator cloud)
    {
        host.ServiceUrl(cloud.Url);
        host.AccessKey("test");
        host.SecretKey("test");
    }
}
