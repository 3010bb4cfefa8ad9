namespace EtlMesh.Cli.Tests;

public sealed class LakeQueryTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TestShell shell;

    public LakeQueryTests() => shell = new TestShell { Folder = folder.Path };

    [Theory]
    [InlineData("there is no statement; write one, such as etlmesh query \"select 1\".")]
    [InlineData("there is no statement; write one, or --named for the named queries.", "--lake")]
    [InlineData("there is no statement; write one, or --named for the named queries.", "--lake", "sales-lake")]
    [InlineData("--named and --set belong to a lake; add --lake.", "--named", "top")]
    [InlineData("--set belongs to a named query; add --named.", "--lake", "select 1", "--set", "a=1")]
    [InlineData("there are a statement and a named query; leave one of them out.", "select 1", "--lake", "--named", "top")]
    [InlineData("--set a: write name=value.", "--lake", "--named", "top", "--set", "a")]
    [InlineData("--set a=2: a is set twice.", "--lake", "--named", "top", "--set", "a=1", "--set", "a=2")]
    [InlineData("--lake and --warehouse name two places; leave one of them out.", "--lake", "select 1", "--warehouse", "duckdb")]
    public async Task WordsThatDoNotGoTogether_AreToldWithARemedy(string message, params string[] words)
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync(["query", .. words]));
        Assert.Equal($"etlmesh: {message}\n", shell.Error.ToString());
    }

    [Fact]
    public async Task PlaceWithoutALake_IsNamed()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "--lake", "select 1"));
        Assert.Equal($"etlmesh: there is no lake at {folder.Path}/.etlmesh/lake/; run a pipeline that has one, or name another place.\n", shell.Error.ToString());
    }

    [Fact]
    public async Task PipelineWithoutALake_IsToldSo()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "bank"));
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("query", "select 1", "--lake", "bank"));
        Assert.Equal("etlmesh: pipeline bank has no lake; add `lake:` to its file.\n", shell.Error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
