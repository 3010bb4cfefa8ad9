namespace EtlMesh.Staging.Tests.Objects;

public sealed class LocalObjectStoreTests : IDisposable
{
    private const string Key = "landing/p/2026-01-02/1/shop.orders/slice-00001-x.parquet";

    private readonly TemporaryStore _temporary = new();

    [Fact]
    public void Url_IsTheFilesOwn() =>
        Assert.Equal(_temporary.PathOf("a/b c.parquet"), new Uri(_temporary.Store.UrlOf("a/b c.parquet")).LocalPath);

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

    public void Dispose() => _temporary.Dispose();
}
