using EtlMesh.AmazonSqs.Batching;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Tests.Batching;

public class BatcherTests
{
    private static readonly AwsError Busy = new("InternalError", "busy");
    private readonly List<IReadOnlyList<string>> batches = [];

    [Fact]
    public async Task Entries_GoTenAtATime_InTheirOrder()
    {
        await using var batcher = Ordered(_ => []);

        await Task.WhenAll(Enumerable.Range(0, 25).Select(number => batcher.AddAsync($"{number}", CancellationToken.None))).Within();

        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 10));
        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"{number}"), batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task BatchesWhoseBytesWouldBeTooMany_AreSplit()
    {
        await using var batcher = Ordered(_ => [], bytes: 10);

        await Task.WhenAll(new[] { "123456", "7890", "a", "a larger one than allowed", "b" }.Select(entry => batcher.AddAsync(entry, CancellationToken.None))).Within();

        Assert.All(batches, batch => Assert.True(batch.Count == 1 || batch.Sum(entry => entry.Length) <= 10));
        Assert.Contains(batches, batch => batch.SequenceEqual(["a larger one than allowed"]));
    }

    [Fact]
    public async Task EntryTheSenderIsAtFaultFor_FailsAlone()
    {
        await using var batcher = Ordered(batch => Refuse(batch, "bad", new BatchFailure(0, new AwsError("InvalidMessageContents", "no"), MayPass: false)));

        var good = batcher.AddAsync("good", CancellationToken.None);
        var bad = batcher.AddAsync("bad", CancellationToken.None);

        await good.Within();
        var refused = await Assert.ThrowsAsync<AwsCallException>(() => bad.Within());
        Assert.Equal("Testing failed: InvalidMessageContents: no", refused.Message);
        Assert.Single(batches, batch => batch.Contains("bad"));
    }

    [Fact]
    public async Task EntryRefusedForAPassingReason_IsTriedAgainAlone()
    {
        var left = 2;
        await using var batcher = Ordered(batch => left-- > 0 ? Refuse(batch, "busy", new BatchFailure(0, Busy, MayPass: true)) : []);

        await Task.WhenAll(batcher.AddAsync("busy", CancellationToken.None), batcher.AddAsync("other", CancellationToken.None)).Within();

        Assert.Equal(3, batches.Count(batch => batch.Contains("busy")));
        Assert.Equal(1, batches.Count(batch => batch.Contains("other")));
    }

    [Fact]
    public async Task EntryRefusedAgainAndAgain_FailsInTheEnd()
    {
        await using var batcher = Ordered(batch => Refuse(batch, "busy", new BatchFailure(0, Busy, MayPass: true)));

        var refused = await Assert.ThrowsAsync<AwsCallException>(() => batcher.AddAsync("busy", CancellationToken.None).Within());

        Assert.True(refused.MayPass);
        Assert.Equal(5, batches.Count);
    }

    [Fact]
    public async Task BrokenCall_FailsTheWholeBatch()
    {
        await using var batcher = Ordered(_ => throw new AwsCallException("The call", null, mayPass: true));

        var both = new[] { "a", "b" }.Select(entry => batcher.AddAsync(entry, CancellationToken.None)).ToList();

        foreach (var entry in both)
            await Assert.ThrowsAsync<AwsCallException>(() => entry.Within());
    }

    [Fact]
    public async Task Disposal_SendsWhatIsInHand_AndTakesNoMore()
    {
        var batcher = Ordered(_ => []);
        var last = batcher.AddAsync("last", CancellationToken.None);

        await batcher.DisposeAsync();

        await last.Within();
        await Assert.ThrowsAsync<AwsCallException>(() => batcher.AddAsync("too late", CancellationToken.None));
    }

    private Batcher<string> Ordered(Func<IReadOnlyList<string>, IReadOnlyList<BatchFailure>> answer, int bytes = 1_000) =>
        new(BatchLimits.Ordered with { Bytes = bytes }, "Testing", entry => entry.Length, (batch, _) =>
        {
            batches.Add(batch);
            return Task.FromResult(answer(batch));
        }, TimeProvider.System);

    private static IReadOnlyList<BatchFailure> Refuse(IReadOnlyList<string> batch, string entry, BatchFailure failure)
    {
        var index = batch.ToList().IndexOf(entry);
        return index < 0 ? [] : [failure with { Index = index }];
    }
}
