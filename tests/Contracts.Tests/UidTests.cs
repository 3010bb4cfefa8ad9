namespace EtlMesh.Contracts.Tests;

public sealed class UidTests
{
    [Fact]
    public void New_IsThirtyTwoLowercaseHexAndDifferentEachTime()
    {
        var uids = Enumerable.Range(0, 1_000).Select(_ => Uid.New()).ToList();

        Assert.All(uids, uid => Assert.Matches("^[0-9a-f]{32}$", uid));
        Assert.Equal(uids.Count, uids.Distinct().Count());
    }
}
