using System.Text.Json;

namespace EtlMesh.Cli.Tests;

/// <summary>How a mesh is found, and how its troubles are told.</summary>
public sealed class MeshClientTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync()
    {
        await mesh.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task NoMesh_SaysHowToStartOrNameOne()
    {
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("runs", "list"));
        Assert.Equal($"etlmesh: No mesh runs at {folder.Path}/.etlmesh: run `etlmesh up`, or name another one by --home, or by ETLMESH_URL and ETLMESH_TOKEN.\n", shell.Error.ToString());
    }

    [Fact]
    public async Task MeshOfTheHome_IsFound_WithItsToken()
    {
        Remember(mesh.Url, FakeMesh.Token);
        mesh.On("GET /api/runs", 200, Array.Empty<object>());
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "list", "--home", "here"));
        Assert.Equal("GET /api/runs?limit=20", Assert.Single(mesh.Asked));
    }

    [Fact]
    public async Task WrongToken_NamesWhereItComesFrom()
    {
        Remember(mesh.Url, "guess");
        var (local, named) = (new TestShell { Folder = folder.Path }, mesh.Shell());
        named.Variables["ETLMESH_TOKEN"] = "guess";

        Assert.Equal((ExitCodes.Usage, $"etlmesh: the mesh at {mesh.Url} does not know this token; it is that of {folder.Path}/here/mesh/token: `etlmesh down` and `etlmesh up` make both agree.\n"), (await local.RunAsync("runs", "list", "--home", "here"), local.Error.ToString()));
        Assert.Equal((ExitCodes.Usage, $"etlmesh: the mesh at {mesh.Url} does not know this token; correct ETLMESH_TOKEN.\n"), (await named.RunAsync("runs", "list"), named.Error.ToString()));
    }

    [Fact]
    public async Task MissingToken_IsToldBeforeAnythingIsAsked()
    {
        var shell = mesh.Shell();
        shell.Variables.Remove("ETLMESH_TOKEN");

        Assert.Equal((ExitCodes.Usage, $"etlmesh: ETLMESH_URL is set and ETLMESH_TOKEN is not; set it to the token of the mesh at {mesh.Url}.\n"), (await shell.RunAsync("runs", "list"), shell.Error.ToString()));
        Assert.Empty(mesh.Asked);
    }

    [Fact]
    public async Task AddressThatIsNone_IsWrongUsage()
    {
        var shell = new TestShell { Variables = { ["ETLMESH_URL"] = "localhost" } };

        Assert.Equal((ExitCodes.Usage, "etlmesh: ETLMESH_URL=localhost: not the address of a mesh; write one such as http://127.0.0.1:7420.\n"), (await shell.RunAsync("runs", "list"), shell.Error.ToString()));
    }

    [Fact]
    public async Task SilentOrchestrator_SaysWhatToLookAt()
    {
        var gone = mesh.Url;
        await mesh.DisposeAsync();
        Remember(gone, FakeMesh.Token);
        var (local, named) = (new TestShell { Folder = folder.Path }, new TestShell { Variables = { ["ETLMESH_URL"] = gone.ToString(), ["ETLMESH_TOKEN"] = "x" } });

        Assert.Equal(ExitCodes.Failed, await local.RunAsync("runs", "list", "--home", "here"));
        Assert.Matches($@"\Aetlmesh: The mesh's orchestrator does not answer at {gone}: .*refused.*\. `etlmesh status` tells what runs; `etlmesh up` starts what does not\.\n\z", local.Error.ToString());
        Assert.Equal(ExitCodes.Failed, await named.RunAsync("runs", "list"));
        Assert.EndsWith(" Look whether ETLMESH_URL is right and the mesh runs.\n", named.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailureOfTheMesh_AndAnswersOfSomethingElse_AreTold()
    {
        mesh.On("GET /api/runs", 500, "<html>").On("GET /api/runs", 200, "<html>");
        var (failed, other) = (mesh.Shell(), mesh.Shell());

        Assert.Equal((ExitCodes.Failed, $"etlmesh: The mesh at {mesh.Url} failed (500): GET /api/runs was answered with 500 Internal Server Error\n"), (await failed.RunAsync("runs", "list"), failed.Error.ToString()));
        Assert.Equal(ExitCodes.Failed, await other.RunAsync("runs", "list"));
        Assert.StartsWith($"etlmesh: {mesh.Url} answered what this program does not understand: ", other.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameThatNoHeaderTakes_IsStillAnActor()
    {
        mesh.On("GET /api/runs", 200, Array.Empty<object>());
        var shell = mesh.Shell();
        shell.Variables["USER"] = "J\u00f6rg\n";

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "list"));
        Assert.Equal("J?rg?", Assert.Single(mesh.Actors));
    }

    [Fact]
    public async Task ErrorWithJson_IsADocument()
    {
        var shell = new TestShell { Folder = folder.Path };

        Assert.Equal(ExitCodes.Failed, await shell.RunAsync("status", "--output", "json"));
        Assert.StartsWith("No mesh runs at ", JsonDocument.Parse(shell.Out.ToString()).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    /// <summary>As <c>up</c> leaves it, with this process as the one that answers.</summary>
    private void Remember(Uri url, string token)
    {
        var place = new MeshFolder(Path.Combine(folder.Path, "here"));
        place.Create();
        PrivateFile.Write(place.Token, token);
        var self = ProcessTable.Find(Environment.ProcessId)!.Value;
        MeshStateFile.Write(place, new MeshState { Url = url.ToString(), TokenFile = place.Token }
            .With(new MeshProcess { Name = "orchestrator", Pid = self.Pid, Started = self.Started, Url = url.ToString(), Log = "-" }));
    }
}
