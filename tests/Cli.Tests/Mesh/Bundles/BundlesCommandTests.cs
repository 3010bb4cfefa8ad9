using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

public sealed class BundlesCommandTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private FakeMesh mesh = null!;

    public async Task InitializeAsync()
    {
        mesh = await FakeMesh.StartAsync();
        folder.Write("pipelines/bank/pipeline.yml", MeshNights.File("bank"));
        folder.Write("pipelines/shop/pipeline.yml", MeshNights.File("shop"));
    }

    public async Task DisposeAsync()
    {
        await mesh.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Push_BringsEach_AndOneThatIsRefusedKeepsNoOtherBack()
    {
        mesh.On("PUT /api/bundles", 422, new Orchestrator.Operations.ErrorDocument("bank is not sound.", ["pipeline.yml:1:1: it has no models; add one"]))
            .On("PUT /api/bundles", 200, new BundleDocument("shop", new string('c', 64), true));
        var shell = mesh.Shell(folder.Path);

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("bundles", "push", "bank", "shop"));

        Assert.Equal("etlmesh: bank was not pushed: bank is not sound.\npipeline.yml:1:1: it has no models; add one\n", shell.Error.ToString());
        Assert.Equal("Pushed shop, bundle cccccccccccc.\n", shell.Out.ToString());
        Assert.Equal(["PUT /api/bundles (zip)", "PUT /api/bundles (zip)"], mesh.Asked);
    }

    [Fact]
    public async Task Push_OfTheSameFiles_SaysSo()
    {
        mesh.On("PUT /api/bundles", 200, new BundleDocument("bank", new string('c', 64), false));
        var (text, json) = (mesh.Shell(folder.Path), mesh.Shell(folder.Path));

        Assert.Equal((ExitCodes.Done, "bank is unchanged, bundle cccccccccccc.\n"), (await text.RunAsync("bundles", "push", "bank"), text.Out.ToString()));
        Assert.Equal(ExitCodes.Done, await json.RunAsync("bundles", "push", "pipelines/bank", "--output", "json"));
        Assert.Contains("\"changed\": false", json.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownFolder_PushesNothing()
    {
        var shell = mesh.Shell(folder.Path);

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("bundles", "push", "bank", "bnak"));
        Assert.StartsWith("etlmesh: Looking for the pipeline bnak: ", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(mesh.Asked);
    }
}
