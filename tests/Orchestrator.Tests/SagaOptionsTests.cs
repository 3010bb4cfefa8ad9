using EtlMesh.Orchestrator.NightlyRun;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.Tests;

public sealed class SagaOptionsTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(8, 256)]
    [InlineData(9, 300)]
    [InlineData(1_000_000, 300)]
    public void DelayAfter_DoublesUpToItsBound(int failedTry, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new SagaOptions().DelayAfter(failedTry));

    [Fact]
    public void Defaults_AreValid() => Assert.True(new SagaOptions().IsValid());

    [Fact]
    public void ValuesOutOfRange_AreNotValid()
    {
        Assert.False(new SagaOptions { RetryDelay = TimeSpan.Zero }.IsValid());
        Assert.False(new SagaOptions { MaxRetryDelay = TimeSpan.FromSeconds(1) }.IsValid());
        Assert.False(new SagaOptions { CompensationTimeout = TimeSpan.Zero }.IsValid());
        Assert.False(new SagaOptions { MaxRebuilds = -1 }.IsValid());
    }

    [Fact]
    public void RegistrationWithValuesOutOfRange_IsRefusedWithTheirNames()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.Configure<SagaOptions>(options => options.RetryDelay = TimeSpan.Zero);
        services.AddMassTransit(bus =>
        {
            bus.AddOrchestrator();
            bus.UsingInMemory();
        });
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<NightlyRunStateMachine>);
        Assert.Contains("RetryDelay", refused.Message, StringComparison.Ordinal);
    }
}
