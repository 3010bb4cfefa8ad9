using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace EtlMesh.Hosting.Tests.Logging;

public class RunScopeTests
{
    [Fact]
    public async Task Line_WrittenWhileHandlingAMessage_CarriesRunAttemptAndStage()
    {
        var line = new TaskCompletionSource<LogEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new Catch(line)).CreateLogger();
        await using var provider = new ServiceCollection()
            .AddSingleton<ILogger>(logger)
            .AddLogging()
            .AddEtlMeshInMemory(bus => bus.AddServiceConsumer<WritingConsumer>("extractor", concurrency: 1))
            .BuildServiceProvider(true);
        var bus = provider.GetRequiredService<IBusControl>();
        await bus.StartAsync();

        await bus.Publish(Samples.Probe(attempt: 3));
        var written = await line.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await bus.StopAsync();

        Assert.Equal(Samples.Run, ((ScalarValue)written.Properties["RunId"]).Value);
        Assert.Equal(3, ((ScalarValue)written.Properties["Attempt"]).Value);
        Assert.Equal("source", ((ScalarValue)written.Properties["Stage"]).Value);
        Assert.Equal("daily-metrics", ((ScalarValue)written.Properties["Pipeline"]).Value);
    }

    private sealed class WritingConsumer(ILogger logger) : IConsumer<ProbeSource>
    {
        public Task Consume(ConsumeContext<ProbeSource> context)
        {
            logger.Information("probing");
            return Task.CompletedTask;
        }
    }

    private sealed class Catch(TaskCompletionSource<LogEvent> line) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => line.TrySetResult(logEvent);
    }
}
