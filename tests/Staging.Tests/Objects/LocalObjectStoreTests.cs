using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Staging.Tests.Objects;

public sealed class LocalObjectStoreTests : IDisposable
{
    private const string Key = "landing/p/2026-01-02/1/shop.orders/slice-00001-x.parquet";

    private readonly TemporaryStore _temporary = new();

    [Fact]
    public async Task Commit_GivesLengthAndHash()
    {
        var stored = await _temporary.PutAsync(Key, "abc");
        Assert.Equal(new StoredObject(Key, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), stored);
        await using var read = await _temporary.Store.FetchAsync(Key, stored.Sha256, default);
        Assert.Equal("abc", await File.ReadAllTextAsync(read.LocalPath));
    }

    [Fact]
    public async Task DisposeWithoutCommit_LeavesNoFileOrFolder()
    {
        await using (var write = await _temporary.Store.CreateAsync(Key, default))
            await File.WriteAllTextAsync(write.LocalPath, "half");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary.Root));
    }

    [Fact]
    public async Task WriterThatGivesUp_LeavesTheFolderToItsSibling()
    {
        var sibling = await _temporary.Store.CreateAsync(Key.Replace("00001", "00002"), default);
        await using (await _temporary.Store.CreateAsync(Key, default))
        {
        }

        await File.WriteAllTextAsync(sibling.LocalPath, "whole");
        await sibling.CommitAsync(default);
        Assert.Equal([Key.Replace("00001", "00002")], await _temporary.KeysAsync());
    }

    [Fact]
    public async Task WritersThatComeAndGo_NeverTakeAFolderFromAnother()
    {
        const int writers = 4, rounds = 500;
        using var together = new Barrier(writers);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(() => Hammer(writer), TaskCreationOptions.LongRunning).Unwrap()));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary.Root));

        async Task Hammer(int writer)
        {
            together.SignalAndWait();
            for (var round = 0; round < rounds; round++)
            {
                var key = $"a/b/{writer}-{round}";
                await using (var write = await _temporary.Store.CreateAsync(key, default))
                {
                    if (round % 2 == 0)
                    {
                        await File.WriteAllTextAsync(write.LocalPath, "x");
                        await write.CommitAsync(default);
                    }
                }

                await _temporary.Store.DeleteAsync(key, default);
            }
        }
    }

    [Fact]
    public async Task CommitOfNothing_IsRefused()
    {
        await using var write = await _temporary.Store.CreateAsync(Key, default);
        await Assert.ThrowsAsync<TerminalEtlException>(() => write.CommitAsync(default));
    }

    [Theory]
    [InlineData("abcdef", "abc")]
    [InlineData("abcdef", "abcdeg")]
    public async Task ChangedObject_IsNamed(string written, string found)
    {
        var stored = await _temporary.PutAsync(Key, written);
        await File.WriteAllTextAsync(_temporary.PathOf(Key), found);
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => _temporary.Store.FetchAsync(Key, stored.Sha256, default));
        Assert.Contains(Key, e.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00")]
    public async Task MissingObject_IsNamed(string? sha256)
    {
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => _temporary.Store.FetchAsync(Key, sha256, default));
        Assert.Contains(Key, e.Message);
        Assert.Contains("missing", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:/x")]
    [InlineData("a\0b")]
    [InlineData("a.partial")]
    public async Task KeyWithAWayOut_IsRefused(string key)
    {
        await Assert.ThrowsAsync<TerminalEtlException>(() => _temporary.Store.CreateAsync(key, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => _temporary.Store.FetchAsync(key, null, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => _temporary.Store.DeleteAsync(key, default));
    }

    [Fact]
    public async Task FileOfAKilledWriter_IsUnseenAndGoesWithItsPrefix()
    {
        await _temporary.PutAsync(Key, "whole");
        await _temporary.PutAsync("landing/p/2026-01-02/11/other", "stays");
        var killed = await _temporary.Store.CreateAsync("landing/p/2026-01-02/1/shop.orders/slice-00002-y.parquet", default);
        await File.WriteAllTextAsync(killed.LocalPath, "half");
        Assert.Equal([Key], await _temporary.KeysAsync("landing/p/2026-01-02/1/"));
        await _temporary.Store.DeletePrefixAsync("landing/p/2026-01-02/1/", default);
        Assert.False(File.Exists(killed.LocalPath));
        Assert.False(Directory.Exists(_temporary.PathOf("landing/p/2026-01-02/1")));
        Assert.Equal(["landing/p/2026-01-02/11/other"], await _temporary.KeysAsync());
    }

    [Fact]
    public async Task DeletePrefix_RemovesFoldersWhoseFilesAreGone_AndNoOthers()
    {
        Directory.CreateDirectory(_temporary.PathOf("landing/p/2026-01-02/1/shop.orders/deeper"));
        Directory.CreateDirectory(_temporary.PathOf("landing/p/2026-01-02/11"));
        await _temporary.Store.DeletePrefixAsync("landing/p/2026-01-02/1/", default);
        Assert.False(Directory.Exists(_temporary.PathOf("landing/p/2026-01-02/1")));
        Assert.True(Directory.Exists(_temporary.PathOf("landing/p/2026-01-02/11")));
    }

    [Fact]
    public async Task Delete_RemovesEmptyFoldersAndForgivesAMissingObject()
    {
        await _temporary.PutAsync("a/b/c", "1");
        await _temporary.PutAsync("a/d", "2");
        await _temporary.Store.DeleteAsync("a/b/c", default);
        await _temporary.Store.DeleteAsync("a/b/c", default);
        Assert.False(Directory.Exists(_temporary.PathOf("a/b")));
        Assert.Equal(["a/d"], await _temporary.KeysAsync());
    }

    [Fact]
    public async Task DeleteUnfinished_LeavesObjectsAndOtherPrefixesAlone()
    {
        await _temporary.PutAsync("reports/p/1/done.html", "1");
        var other = await _temporary.Store.CreateAsync("reports/q/1/done.html", default);
        var killed = await _temporary.Store.CreateAsync("reports/p/1/done.html", default);
        var alone = await _temporary.Store.CreateAsync("reports/p/2/done.html", default);

        await _temporary.Store.DeleteUnfinishedAsync("reports/p/", default);

        Assert.Equal(["reports/p/1/done.html"], await _temporary.KeysAsync());
        Assert.False(File.Exists(killed.LocalPath));
        Assert.False(Directory.Exists(Path.GetDirectoryName(alone.LocalPath)));
        Assert.True(File.Exists(other.LocalPath));
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Write_IsAnActivityThatCoversItsCommit()
    {
        var stopped = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Staging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("key") == "seen/by/listener")
                    lock (stopped)
                        stopped.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await _temporary.PutAsync("seen/by/listener", "x");
        Assert.Equal(["staging.commit", "staging.write"], stopped);
    }

    public void Dispose() => _temporary.Dispose();
}
