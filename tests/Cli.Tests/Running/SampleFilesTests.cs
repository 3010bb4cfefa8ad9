using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli.Tests;

public sealed class SampleFilesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mysqldump:sample/shop.sql", true)]
    [InlineData("mysqldump:sample/*.sql", true)]
    [InlineData("files:sample", true)]
    [InlineData("mysqldump:elsewhere/shop.sql", false)]
    [InlineData("mysqldump:samples/shop.sql", false)]
    [InlineData("mysqldump:s3://sample/shop.sql", false)]
    [InlineData("mysql://sample/shop", false)]
    public async Task SourceBelowTheSample_IsMadeOnceAndNoOther(string connection, bool isMade)
    {
        folder.Write("sample/generate.sh", "echo made >>shop.sql\n");
        var shell = new TestShell { Folder = folder.Path };
        for (var times = 0; times < 2; times++)
            await SampleFiles.MakeAsync(Pipeline(connection), folder.Path, shell.Shell, default);
        var made = Path.Combine(folder.Path, "sample", "shop.sql");
        Assert.Equal(isMade ? "made\n" : "", File.Exists(made) ? await File.ReadAllTextAsync(made) : "");
        Assert.Equal(isMade ? "Making the sample of p, once: sample/generate.sh\n" : "", shell.Error.ToString());
    }

    [Fact]
    public async Task SourceThatTheEnvironmentNames_NeedsNoSample()
    {
        folder.Write("sample/generate.sh", "echo made >shop.sql\n");
        var shell = new TestShell { Folder = folder.Path, Variables = { ["SHOP_DUMP"] = "mysqldump:/backups/shop.sql" } };
        await SampleFiles.MakeAsync(Pipeline("${SHOP_DUMP:-mysqldump:sample/shop.sql}"), folder.Path, shell.Shell, default);
        Assert.False(File.Exists(Path.Combine(folder.Path, "sample", "shop.sql")));
    }

    [Fact]
    public async Task GeneratorThatFails_StopsWithWhatItSaid()
    {
        folder.Write("sample/generate.sh", "echo no awk here >&2\nexit 3\n");
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => SampleFiles.MakeAsync(Pipeline("files:sample"), folder.Path, new TestShell { Folder = folder.Path }.Shell, default));
        Assert.Contains("sample/generate.sh ended with 3. no awk here", stopped.Message, StringComparison.Ordinal);
    }

    private static PipelineDefinition Pipeline(string connection) => new()
    {
        Name = "p",
        Sources = [new SourceDefinition { Name = "s", Connection = connection, Tables = [new TableDefinition { Name = "t" }] }],
    };
}
