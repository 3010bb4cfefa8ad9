namespace EtlMesh.Cli.Tests;

public sealed class UpCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--port many: not a port; write a number from 1 to 65535.\nSee: etlmesh up --help", "--port", "many")]
    [InlineData("--port 70000: not a port; write a number from 1 to 65535.\nSee: etlmesh up --help", "--port", "70000")]
    [InlineData("Unrecognized command or argument '--repliacs'.\nSee: etlmesh up --help", "--repliacs")]
    public async Task WrongWords_StartNothing(string message, params string[] words)
    {
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync(["up", .. words]));
        Assert.StartsWith($"etlmesh: {message}", shell.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task ServicesThatAreNotBuilt_AreToldBeforeAnythingIsStarted()
    {
        var shell = new TestShell { Folder = folder.Path, Variables = { [Installation.ServicesVariable] = "elsewhere" } };

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("up"));
        Assert.Equal(
            $"etlmesh: the program of the service orchestrator is not at {folder.Path}/elsewhere/Orchestrator/bin/Release/net10.0/EtlMesh.Orchestrator.dll; build it with `dotnet build -c Release` in the checkout, start by the checkout's ./etlmesh, which builds, or name the folder of the services by ETLMESH_SERVICES.\n",
            shell.Error.ToString());
        Assert.False(File.Exists(Path.Combine(folder.Path, ".etlmesh", "mesh", "mesh.json")));
    }

    [Fact]
    public async Task WhileAnotherCommandIsAtWork_ItIsNotStarted()
    {
        var mesh = new MeshFolder(Path.Combine(folder.Path, ".etlmesh"));
        mesh.Create();
        using var taken = MeshLock.Take(mesh);
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("up"));
        Assert.StartsWith("etlmesh: Another `etlmesh up` or `etlmesh down` is at work on the mesh of ", shell.Error.ToString(), StringComparison.Ordinal);
    }
}
