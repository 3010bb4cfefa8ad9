using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Staging.Tests.Objects;

/// <summary>What every object store promises.</summary>
public abstract class ObjectStoreConformance
{
    private const string Key = "landing/p/2026-01-02/1/shop.orders/slice-00001-x.parquet";
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /// <summary>A store with nothing in it.</summary>
    protected abstract IObjectStore Store { get; }

    /// <summary>Changes an object's bytes behind the store's back.</summary>
    protected abstract Task DamageAsync(string key, string bytes);

    [Fact]
    public async Task Commit_GivesLengthAndHash()
    {
        var stored = await PutAsync(Key, "abc");
        Assert.Equal(new StoredObject(Key, 3, Abc), stored);
        await using var read = await Store.FetchAsync(Key, stored.Sha256, default);
        Assert.Equal((Key, 3L, "abc"), (read.Key, read.Bytes, await File.ReadAllTextAsync(read.LocalPath)));
        Assert.Equal(Abc.ToUpperInvariant(), (await Store.FetchAsync(Key, Abc.ToUpperInvariant(), default)) is { } again ? await HashAsync(again) : null);
    }

    [Fact]
    public async Task SecondCommitOfAKey_ReplacesTheObject()
    {
        await PutAsync(Key, "first");
        var second = await PutAsync(Key, "abc");
        Assert.Equal("abc", await TextAsync(Key, second.Sha256));
        Assert.Equal([Key], await KeysAsync());
    }

    [Fact]
    public async Task UncommittedWrite_IsUnseenAndGoesWhenDisposed()
    {
        await PutAsync("a/whole", "1");
        string path;
        await using (var write = await Store.CreateAsync("a/half", default))
        {
            path = write.LocalPath;
            Assert.Equal(0, new FileInfo(path).Length);
            await File.WriteAllTextAsync(path, "half");
            Assert.Equal(["a/whole"], await KeysAsync());
            await Assert.ThrowsAsync<TerminalEtlException>(() => Store.FetchAsync("a/half", null, default));
        }

        Assert.False(File.Exists(path));
        Assert.Equal(["a/whole"], await KeysAsync());
    }

    [Fact]
    public async Task WritersOfOneKey_LeaveOneWholeObject()
    {
        var texts = Enumerable.Range(0, 8).Select(writer => new string((char)('a' + writer), 100_000 + writer)).ToList();
        var stored = await Task.WhenAll(texts.Select(text => PutAsync(Key, text)));
        var found = await TextAsync(Key, null);
        Assert.Contains(found, texts);
        Assert.Contains(stored, one => one.Bytes == found.Length);
    }

    [Fact]
    public async Task CommitOfNothing_IsRefused()
    {
        await using var write = await Store.CreateAsync(Key, default);
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => write.CommitAsync(default));
        Assert.Contains(Key, e.Message);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task CancelledCommit_LeavesNothingAndCanBeMadeAgain()
    {
        await using var write = await Store.CreateAsync(Key, default);
        await File.WriteAllTextAsync(write.LocalPath, "abc");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.CommitAsync(new CancellationToken(canceled: true)));
        Assert.Empty(await KeysAsync());
        Assert.Equal(Abc, (await write.CommitAsync(default)).Sha256);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => write.CommitAsync(default));
    }

    [Theory]
    [InlineData("abcdef", "abc")]
    [InlineData("abcdef", "abcdeg")]
    [InlineData("abcdef", "abcdefg")]
    public async Task ChangedObject_IsNamed(string written, string found)
    {
        var stored = await PutAsync(Key, written);
        await DamageAsync(Key, found);
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => Store.FetchAsync(Key, stored.Sha256, default));
        Assert.Contains(Key, e.Message);
        Assert.Contains("truncated or changed", e.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Abc)]
    public async Task MissingObject_IsNamed(string? sha256)
    {
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => Store.FetchAsync(Key, sha256, default));
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
        await Assert.ThrowsAsync<TerminalEtlException>(() => Store.CreateAsync(key, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => Store.FetchAsync(key, null, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => Store.DeleteAsync(key, default));
        if (key is not ("" or "a/"))
            await Assert.ThrowsAsync<TerminalEtlException>(() => Store.DeletePrefixAsync(key, default));
    }

    [Theory]
    [InlineData("a b/c+d&e=f?g#h%20i")]
    [InlineData("pipeline [1]*/straße/größe'\"<>.parquet")]
    [InlineData("日本/データ")]
    public async Task KeyOfUnusualLetters_IsItself(string key)
    {
        var stored = await PutAsync(key, "abc");
        Assert.Equal([key], await KeysAsync());
        Assert.Equal("abc", await TextAsync(key, stored.Sha256));
        await Store.DeletePrefixAsync(key[..2], default);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task List_IsOrdinalAndAPrefixEndsAnywhere()
    {
        string[] keys = ["a/B", "a/a-1", "a/a/1", "a/a1", "a/a_1", "a/b", "ab/c", "z"];
        await Task.WhenAll(keys.Reverse().Select(key => PutAsync(key, key)));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await KeysAsync());
        Assert.Equal(["a/B", "a/a-1", "a/a/1", "a/a1", "a/a_1", "a/b"], await KeysAsync("a/"));
        Assert.Equal(["a/a-1", "a/a/1", "a/a1", "a/a_1"], await KeysAsync("a/a"));
        Assert.Empty(await KeysAsync("nothing/"));
    }

    [Fact]
    public async Task Delete_RemovesOneObjectAndForgivesAMissingOne()
    {
        await PutAsync("a/b", "1");
        await PutAsync("a/bc", "2");
        await Store.DeleteAsync("a/b", default);
        await Store.DeleteAsync("a/b", default);
        Assert.Equal(["a/bc"], await KeysAsync());
    }

    [Fact]
    public async Task DeletePrefix_RemovesWhatStartsWithIt()
    {
        await Task.WhenAll(new[] { "a/1/x", "a/1/y/z", "a/11/x", "b" }.Select(key => PutAsync(key, "1")));
        await Store.DeletePrefixAsync("a/1/", default);
        await Store.DeletePrefixAsync("nothing/", default);
        Assert.Equal(["a/11/x", "b"], await KeysAsync());
    }

    [Fact]
    public async Task ObjectThatIsRead_StaysReadableUntilItIsReleased()
    {
        var stored = await PutAsync(Key, "abc");
        await using var first = await Store.FetchAsync(Key, stored.Sha256, default);
        await using (await Store.FetchAsync(Key, stored.Sha256, default))
        {
        }

        Assert.Equal("abc", await File.ReadAllTextAsync(first.LocalPath));
    }

    [Fact]
    public async Task Write_IsAnActivityThatCoversItsCommit()
    {
        var key = $"seen/by/{GetType().Name}";
        var stopped = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Staging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("key") == key)
                    lock (stopped)
                        stopped.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await PutAsync(key, "x");
        Assert.Equal(["staging.commit", "staging.write"], stopped);
    }

    protected async Task<StoredObject> PutAsync(string key, string text)
    {
        await using var write = await Store.CreateAsync(key, default);
        await File.WriteAllTextAsync(write.LocalPath, text);
        return await write.CommitAsync(default);
    }

    protected async Task<List<string>> KeysAsync(string prefix = "") => await Store.ListAsync(prefix, default).ToListAsync();

    private static async Task<string> HashAsync(StagedRead read)
    {
        await using (read)
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(read.LocalPath)));
    }

    private async Task<string> TextAsync(string key, string? sha256)
    {
        await using var read = await Store.FetchAsync(key, sha256, default);
        return await File.ReadAllTextAsync(read.LocalPath);
    }
}
