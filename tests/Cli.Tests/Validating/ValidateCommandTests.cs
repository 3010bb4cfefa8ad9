using System.Text.Json;

namespace EtlMesh.Cli.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Mistyped = "name: night\nsources:\n  shop:\n    connection: files:sample\n    tables:\n      - name: orders\n        colums: { id: bigint }\n";

    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public ValidateCommandTests() => shell = new TestShell { Folder = folder.Path };

    [Fact]
    public async Task MistypedKey_IsToldWithItsPlaceAndTheNearestWord()
    {
        folder.Write("pipelines/night/pipeline.yml", Mistyped);

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("validate", "night"));
        var lines = shell.Out.ToString().Split('\n');
        Assert.StartsWith("pipelines/night/pipeline.yml:7:9: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("`colums`", lines[0], StringComparison.Ordinal);
        Assert.Contains("`columns`", lines[0], StringComparison.Ordinal);
        Assert.Equal("night: 1 problem", lines[1]);
    }

    [Fact]
    public async Task EveryPipelineBelowPipelines_IsRead()
    {
        folder.Write("pipelines/night/pipeline.yml", Mistyped);
        folder.Write("pipelines/day/pipeline.yml", "name: [\n");
        folder.Write("pipelines/readme.md", "no pipeline");

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("validate", "--output", "json"));
        var pipelines = JsonDocument.Parse(shell.Out.ToString()).RootElement.GetProperty("pipelines");
        Assert.Equal(["day", "night"], pipelines.EnumerateArray().Select(read => read.GetProperty("name").GetString()));
        Assert.All(pipelines.EnumerateArray(), read => Assert.False(read.GetProperty("sound").GetBoolean()));
        var problem = pipelines[1].GetProperty("problems")[0];
        Assert.Equal(("pipelines/night/pipeline.yml", 7, 9), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task UnknownPipeline_IsWrongUsage()
    {
        folder.Write("pipelines/night/pipeline.yml", Mistyped);

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("validate", "nigth"));
        Assert.Contains("night", shell.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoPipelineAtAll_IsWrongUsage()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("validate"));
        Assert.StartsWith($"etlmesh: there is no pipeline below {folder.Path}/pipelines; ", shell.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOfAMistypedPipeline_StartsNothing()
    {
        folder.Write("pipelines/night/pipeline.yml", Mistyped);

        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("run", "night", "--output", "json"));
        Assert.Contains("pipelines/night/pipeline.yml:7:9", JsonDocument.Parse(shell.Out.ToString()).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".etlmesh")));
    }

    public void Dispose() => folder.Dispose();
}
