using System.Text.Json.Nodes;
using EtlMesh.Cli;
using EtlMesh.Contracts;
using EtlMesh.Extractor;
using EtlMesh.Hosting;
using EtlMesh.Loader;
using EtlMesh.Notifier;
using EtlMesh.Orchestrator;
using EtlMesh.Pipelines;
using EtlMesh.QualityGate;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.EndToEnd.Tests.Versions;

/// <summary>Services of different versions work a night together.</summary>
public sealed class OlderServiceTests
{
    [Theory]
    [InlineData("orchestrator")]
    [InlineData("extractor")]
    [InlineData("loader")]
    [InlineData("transformer")]
    [InlineData("quality-gate")]
    [InlineData("notifier")]
    public async Task NightWithOneOlderService_PublishesTheSameTables(string service)
    {
        using var place = CornerShop.Open();
        var versions = new MixedVersions(service);

        var run = await RunAsync(place, versions);

        Assert.Equal(RunState.Completed, run.End!.State);
        Assert.Equal(CornerShop.FirstTables, (await ShopState.ReadAsync(place)).Tables);
        Assert.True(versions.Heard > 0 && versions.Said > 0, "The older service took no part.");
        Assert.True(versions.Stripped > 0, "Nothing was kept from the older service.");
    }

    [Fact]
    public void FieldsOfLater_AreStrippedAtEveryDepth()
    {
        var envelope = JsonNode.Parse(
            """
            {
              "messageType": ["urn:message:EtlMesh.Contracts:TableLoaded"],
              "message": { "source": "till", "added": 1, "counts": { "rowsRead": 1, "added": 2 }, "segment": { "window": { "lo": "1", "added": 3 } } }
            }
            """)!;
        var (name, message) = FrozenShape.MessageOf(envelope)!.Value;

        Assert.Equal(3, FrozenShape.Strip(name, message));
        Assert.Equal("""{"source":"till","counts":{"rowsRead":1},"segment":{"window":{"lo":"1"}}}""", message.ToJsonString());
    }

    /// <summary>The embedded night, with the versions' wires in between.</summary>
    private static async Task<RunProgress> RunAsync(Workplace place, MixedVersions versions)
    {
        var shell = new Shell
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            OpenOut = () => Stream.Null,
            ErrorIsTerminal = true,
            Variable = name => name == "ETLMESH_HOME" ? place.Home : null,
            Folder = Path.GetDirectoryName(place.Pipeline)!,
        };
        var options = new RunOptions { Pipeline = place.Pipeline, Date = DateOnly.Parse(CornerShop.FirstDay, System.Globalization.CultureInfo.InvariantCulture) };
        var plan = NightPlan.Make(options, shell);
        var objects = new LocalObjectStore(plan.Places.Home);
        await using var warehouse = await Warehouses.OpenAsync(plan.Places.Warehouse, shell, CancellationToken.None);
        var bundles = new BundleStore(objects, plan.Places.Bundles);
        await bundles.PushAsync(plan.Bundle, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IWarehouses>(new OneWarehouse(warehouse))
            .AddSingleton<IObjectStore>(objects)
            .AddSingleton(bundles)
            .AddSingleton(_ => EmbeddedLakes.Open(plan.Places.Home, plan.Places.LakeScratch(plan.Pipeline.Name), objects, shell))
            .AddSingleton<IConfigureReceiveEndpoint>(versions)
            .AddEtlMeshInMemory(mesh =>
            {
                mesh.AddOrchestrator();
                mesh.AddExtractor(new ExtractorOptions { ScratchFolder = plan.Places.Scratch });
                mesh.AddLoader();
                mesh.AddTransformer();
                mesh.AddQualityGate();
                mesh.AddNotifier();
            })
            .BuildServiceProvider();
        var (bus, events) = (services.GetRequiredService<IBusControl>(), new RunEvents());
        bus.ConnectPublishObserver(events);
        await bus.StartAsync(CancellationToken.None);
        try
        {
            return await new EmbeddedRun(bus, events, new NoProgress(), TimeProvider.System).RunAsync(plan.ToRequest(options), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }
}
