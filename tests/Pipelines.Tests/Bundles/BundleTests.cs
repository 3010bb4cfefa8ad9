using System.IO.Compression;
using System.Security.Cryptography;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines.Tests;

public sealed class BundleTests : IDisposable
{
    private const string Pipeline = "name: p\nsources:\n  s:\n    connection: files:sample\n    tables:\n      - name: t\n";
    private readonly string _root = Directory.CreateTempSubdirectory("bundle").FullName;

    private string Folder => Path.Combine(_root, "pipelines", "p");

    public BundleTests()
    {
        Write("pipeline.yml", Pipeline);
        Write("models/target/b.sql", "select 2");
        Write("models/a.sql", "select 1");
        Write("sample/t.csv", "id");
        Write("target/x", "x");
        Write(".git/config", "x");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void SameFiles_GiveTheSameBytes_WithoutSampleAndLeftovers()
    {
        var first = BundleBuilder.Build(Folder);
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "models/a.sql"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var second = BundleBuilder.Build(Folder);

        Assert.Equal(first.Zip, second.Zip);
        using var zip = new ZipArchive(first.OpenRead());
        Assert.Equal(["origin.json", "models/a.sql", "models/target/b.sql", "pipeline.yml"], zip.Entries.Select(e => e.FullName));
    }

    [Fact]
    public async Task Opened_GivesDefinitionAndOrigin()
    {
        var bundle = BundleBuilder.Build(Folder);

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => BundleFolder.OpenAsync(bundle, Cache, CancellationToken.None))));

        Assert.All(opened, o => Assert.Equal(("p", Folder), (o.Definition.Name, o.OriginFolder)));
        Assert.True(File.Exists(Path.Combine(opened[0].ProjectFolder, "models/a.sql")));
        Assert.Equal([bundle.Hash], Directory.GetFileSystemEntries(Cache).Select(Path.GetFileName));
    }

    [Fact]
    public void Link_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "models/l.sql"), "a.sql");

        Assert.Contains("models/l.sql: this is a link", Assert.Throws<TerminalEtlException>(() => BundleBuilder.Build(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooLarge_NamesTheLargest()
    {
        File.WriteAllBytes(Path.Combine(Folder, "big.bin"), new byte[21 * 1024 * 1024]);

        Assert.Contains("the largest are big.bin (21.0 MB)", Assert.Throws<TerminalEtlException>(() => BundleBuilder.Build(Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/evil")]
    [InlineData("a\\evil")]
    public async Task EntryThatLeavesItsFolder_IsRefusedAndLeavesNothing(string name)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry(name);
        }

        var bundle = new Bundle("p", Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), bytes.ToArray());

        var error = await Assert.ThrowsAsync<TerminalEtlException>(() => BundleFolder.OpenAsync(bundle, Cache, CancellationToken.None));
        Assert.Contains("leaves its folder", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task OtherBytes_AreRefused()
    {
        var bundle = BundleBuilder.Build(Folder) with { Zip = [1, 2, 3] };

        var error = await Assert.ThrowsAsync<TerminalEtlException>(() => BundleFolder.OpenAsync(bundle, Cache, CancellationToken.None));
        Assert.Contains("another hash", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Locator_FindsByNameAndPath_AndNamesTheNearest()
    {
        Assert.Equal(Folder, PipelineLocator.Find("p", _root));
        Assert.Equal(Folder, PipelineLocator.Find("pipelines/p/pipeline.yml", _root));
        Assert.Contains("the pipelines here are `p`", Assert.Throws<TerminalEtlException>(() => PipelineLocator.Find("other", _root)).Message, StringComparison.Ordinal);
    }

    private string Cache => Path.Combine(_root, "cache");

    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
