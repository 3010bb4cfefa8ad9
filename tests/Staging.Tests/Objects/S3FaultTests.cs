using EtlMesh.Contracts;
using EtlMesh.Emulator;

namespace EtlMesh.Staging.Tests.Objects;

/// <summary>What networks and stores do at times, and what must be true then.</summary>
public sealed class S3FaultTests(S3Cloud cloud) : IClassFixture<S3Cloud>, IAsyncLifetime
{
    private const string Key = "landing/slice.parquet";
    private const int Small = 200_000;
    private const int Large = 12 << 20;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly SuddenTime _time = new();
    private FaultProxy _proxy = null!;
    private S3Bucket _bucket = null!;
    private S3ObjectStore _store = null!;

    /// <summary>Whatever passes.</summary>
    public static TheoryData<ProxyFault> Passing => new()
    {
        ProxyFault.S3Error(500, "InternalError"),
        ProxyFault.S3Error(503, "SlowDown"),
        ProxyFault.S3Error(400, "RequestTimeout"),
        new ProxyFault.Answer(502, "<html>no store</html>"),
        new ProxyFault.BreakRequest(0),
        new ProxyFault.LoseAnswer(),
    };

    public async Task InitializeAsync()
    {
        _proxy = FaultProxy.Start(cloud.Url);
        _bucket = await cloud.NewBucketAsync();
        _store = Open();
    }

    public async Task DisposeAsync()
    {
        _store.Dispose();
        await _proxy.DisposeAsync();
        Assert.Empty(await _bucket.UploadsAsync());
        Assert.Empty(_bucket.ScratchFiles);
        _bucket.Dispose();
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task FaultThatPasses_IsMetAgainUntilTheObjectIsThere(ProxyFault fault)
    {
        var rule = _proxy.On(call => call.Method == "PUT", fault, times: 3);
        var stored = await PutAsync(Small);
        Assert.Equal(3, rule.Happened);
        await AssertSameAsync(stored, Small);
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task FaultOfAnyCallOfAnUpload_IsMetAgain(ProxyFault fault)
    {
        // A lost beginning would leave an upload behind for the bucket's own rule to end.
        var rules = new Func<ProxiedCall, bool>[]
        {
            call => call.Target.EndsWith("?uploads", StringComparison.Ordinal) && fault is not ProxyFault.LoseAnswer,
            call => call.Target.Contains("partNumber=1", StringComparison.Ordinal),
            call => call.Target.Contains("partNumber=3", StringComparison.Ordinal),
            IsCompletion,
        }.Select(concerns => _proxy.On(concerns, fault)).ToList();
        var stored = await PutAsync(Large);
        Assert.Equal(fault is ProxyFault.LoseAnswer ? [0, 1, 1, 1] : [1, 1, 1, 1], rules.Select(rule => rule.Happened));
        await AssertSameAsync(stored, Large);
    }

    [Theory]
    [InlineData(Small, 100_000)]
    [InlineData(Large, 3_000_000)]
    public async Task UploadThatIsResetInTheMiddleOfABody_IsSentAgain(int bytes, long after)
    {
        var rule = _proxy.On(call => call.Method == "PUT" && (bytes == Small || call.Target.Contains("partNumber=2", StringComparison.Ordinal)), new ProxyFault.BreakRequest(after), times: 2);
        var stored = await PutAsync(bytes);
        Assert.Equal(2, rule.Happened);
        await AssertSameAsync(stored, bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    [InlineData(Small - 1)]
    public async Task AnswerThatBreaks_GoesOnWhereItWas(long after)
    {
        var stored = await PutAsync(Small);
        var rule = _proxy.On(call => call.Method == "GET", new ProxyFault.BreakAnswer(after));
        await AssertSameAsync(stored, Small);
        Assert.Equal(1, rule.Happened);
        var again = _proxy.Calls.Last(call => call.Method == "GET");
        Assert.Equal(after >= 70_000, again.Headers.ContainsKey("Range"));
    }

    [Fact]
    public async Task ObjectReplacedWhileItIsRead_IsReadFromItsBeginning()
    {
        await PutAsync(Small);
        var rule = _proxy.On(call => call.Method == "GET", new ProxyFault.StallAnswer(100_000));
        var reading = _store.FetchAsync(Key, null, default);
        await rule.First.WaitAsync(Bound);
        var replaced = await PutAsync(Small + 5);
        _time.EndWaits();
        await using var read = await reading.WaitAsync(Bound);
        Assert.Equal(replaced.Bytes, read.Bytes);
        Assert.Equal(Bytes(Small + 5), await File.ReadAllBytesAsync(read.LocalPath));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task AnswerThatFallsSilent_IsAskedForAgain(long after)
    {
        var stored = await PutAsync(Small);
        var rule = _proxy.On(call => call.Method == "GET", new ProxyFault.StallAnswer(after));
        var reading = AssertSameAsync(stored, Small);
        await rule.First.WaitAsync(Bound);
        _time.EndWaits();
        await reading.WaitAsync(Bound);
        Assert.Equal(2, _proxy.Calls.Count(call => call.Method == "GET"));
    }

    [Fact]
    public async Task BitTurnedOnTheWayUp_IsRefusedByTheStoreAndSentAgain()
    {
        var rule = _proxy.On(call => call.Target.Contains("partNumber=2", StringComparison.Ordinal), new ProxyFault.FlipRequest(1_000_000));
        var stored = await PutAsync(Large);
        Assert.Equal(1, rule.Happened);
        Assert.Equal(2, _proxy.Calls.Count(call => call.Target.Contains("partNumber=2", StringComparison.Ordinal)));
        await AssertSameAsync(stored, Large);
    }

    [Fact]
    public async Task BitTurnedOnTheWayDown_IsFoundAndTheObjectNamed()
    {
        var stored = await PutAsync(Small);
        var rule = _proxy.On(call => call.Method == "GET", new ProxyFault.FlipAnswer(Small / 2));
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => _store.FetchAsync(Key, stored.Sha256, default));
        Assert.Equal(1, rule.Happened);
        Assert.Contains(Key, e.Message);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(0)]
    public async Task StoreThatStaysAway_IsGivenUpAndNothingIsLeft(int status)
    {
        // The second part never goes up; that the upload is ended is seen when the test ends.
        var rule = _proxy.On(
            call => call.Method == "PUT" && call.Target.Contains("partNumber=2", StringComparison.Ordinal),
            status == 0 ? new ProxyFault.BreakRequest(100_000) : ProxyFault.S3Error(status, "SlowDown"),
            times: 4);
        var e = await Assert.ThrowsAsync<TransientEtlException>(() => PutAsync(Large));
        Assert.Equal(4, rule.Happened);
        Assert.Contains(Key, e.Message);
        Assert.Contains("4 times", e.Message);
        Assert.Contains(_proxy.Calls, call => call.Method == "DELETE" && call.Target.Contains("uploadId", StringComparison.Ordinal));
        Assert.Empty(await _bucket.KeysAsync());
    }

    [Fact]
    public async Task CancelledUpload_IsEndedAndNothingIsLeft()
    {
        using var stop = new CancellationTokenSource();
        var rule = _proxy.On(call => call.Target.Contains("partNumber=2", StringComparison.Ordinal), new ProxyFault.StallAnswer(0));
        _proxy.On(call => call.Target.Contains("partNumber=2", StringComparison.Ordinal), new ProxyFault.LoseAnswer());
        var completion = _proxy.On(IsCompletion, new ProxyFault.BreakRequest(0), times: int.MaxValue);
        var begun = _proxy.On(call => call.Target.Contains("partNumber=3", StringComparison.Ordinal), new ProxyFault.LoseAnswer(), times: int.MaxValue);
        var writing = PutAsync(Large, stop.Token);
        await begun.First.WaitAsync(Bound);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Bound));
        Assert.Equal(0, completion.Happened + rule.Happened);
        Assert.Empty(await _bucket.KeysAsync());
    }

    [Theory]
    [InlineData(403, "AccessDenied", "Staging:AccessKey")]
    [InlineData(403, "InvalidAccessKeyId", "Staging:AccessKey")]
    [InlineData(403, "SignatureDoesNotMatch", "Staging:SecretKey")]
    [InlineData(403, "RequestTimeTooSkewed", "clock")]
    [InlineData(400, "AuthorizationHeaderMalformed", "Staging:Region")]
    [InlineData(400, "KMS.NotFoundException", "Staging:Encryption")]
    public async Task RefusalThatStays_NamesTheSettingAtOnce(int status, string code, string setting)
    {
        var rule = _proxy.On(_ => true, ProxyFault.S3Error(status, code), times: int.MaxValue);
        var e = await Assert.ThrowsAsync<TerminalEtlException>(() => PutAsync(Small));
        Assert.Contains(setting, e.Message);
        Assert.Contains(Key, e.Message);
        Assert.Equal(1, rule.Happened);
    }

    [Fact]
    public async Task MissingBucket_IsNamed()
    {
        using var lost = Open(options => options.Bucket = "no-such-bucket");
        foreach (var act in new Func<Task>[]
        {
            () => PutAsync(Small, lost),
            () => PutAsync(Large, lost),
            () => lost.FetchAsync(Key, null, default),
            () => lost.DeletePrefixAsync("landing/", default),
            async () => await lost.ListAsync("", default).ToListAsync(),
        })
        {
            var e = await Assert.ThrowsAsync<TerminalEtlException>(act);
            Assert.Contains("Staging:Bucket", e.Message);
            Assert.Contains("no-such-bucket", e.Message);
        }
    }

    [Fact]
    public async Task StoreThatIsNotThere_IsNamed()
    {
        using var lost = Open(options => options.ServiceUrl = new Uri("http://127.0.0.1:1/"));
        var e = await Assert.ThrowsAsync<TransientEtlException>(() => lost.FetchAsync(Key, null, default));
        Assert.Contains("Staging:ServiceUrl http://127.0.0.1:1/", e.Message);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("AES256", "AES256", null)]
    [InlineData("aws:kms", "aws:kms", null)]
    [InlineData("aws:kms:alias/mesh", "aws:kms", "alias/mesh")]
    public async Task Encryption_IsAskedForWhenAnObjectBegins(string setting, string? algorithm, string? kmsKey)
    {
        using var store = Open(options => options.Encryption = setting);
        await PutAsync(Small, store);
        await PutAsync(Large, store);
        var beginnings = _proxy.Calls.Where(call => call.Method == "PUT" && !call.Target.Contains('?') || call.Target.EndsWith("?uploads", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, beginnings.Count);
        Assert.All(beginnings, call =>
        {
            Assert.Equal(algorithm, call.Headers.GetValueOrDefault("x-amz-server-side-encryption"));
            Assert.Equal(kmsKey, call.Headers.GetValueOrDefault("x-amz-server-side-encryption-aws-kms-key-id"));
        });
    }

    private static bool IsCompletion(ProxiedCall call) => call.Method == "POST" && call.Target.Contains("uploadId", StringComparison.Ordinal);

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private S3ObjectStore Open(Action<S3StoreOptions>? change = null) => _bucket.Open(
        options =>
        {
            options.ServiceUrl = _proxy.Url;
            change?.Invoke(options);
        },
        _time);

    private Task<StoredObject> PutAsync(int bytes, CancellationToken ct = default) => PutAsync(bytes, _store, ct);

    private static async Task<StoredObject> PutAsync(int bytes, S3ObjectStore store, CancellationToken ct = default)
    {
        await using var write = await store.CreateAsync(Key, ct);
        await File.WriteAllBytesAsync(write.LocalPath, Bytes(bytes), ct);
        return await write.CommitAsync(ct);
    }

    private async Task AssertSameAsync(StoredObject stored, int bytes)
    {
        await using var read = await _store.FetchAsync(Key, stored.Sha256, default);
        Assert.Equal(bytes, read.Bytes);
        Assert.Equal(Bytes(bytes), await File.ReadAllBytesAsync(read.LocalPath));
    }
}
