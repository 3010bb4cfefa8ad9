using EtlMesh.AmazonSqs.Transport;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class GroupLanesTests
{
    private readonly GroupLanes lanes = new();
    private readonly Inbox<string> log = new();

    [Fact]
    public async Task OneGroup_GoesOneAfterTheOther_AnotherBesideIt()
    {
        var finish = new TaskCompletionSource();
        var first = lanes.RunAsync("a", async () =>
        {
            await finish.Task;
            log.Add("a1");
            return true;
        }, Never);
        var second = lanes.RunAsync("a", Done("a2"), Never);
        await lanes.RunAsync("b", Done("b1"), Never);

        finish.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(["b1", "a1", "a2"], await log.NextAsync(3));
    }

    [Fact]
    public async Task MessageThatGoesBack_TakesThoseBehindItAlong_UntilTheLaneIsEmpty()
    {
        var finish = new TaskCompletionSource();
        var first = lanes.RunAsync("a", async () =>
        {
            await finish.Task;
            return false;
        }, Never);
        var second = lanes.RunAsync("a", () => throw new InvalidOperationException("out of turn"), Back("a2"));
        var third = lanes.RunAsync("a", () => throw new InvalidOperationException("out of turn"), Back("a3"));

        finish.SetResult();
        await Task.WhenAll(first, second, third);
        await lanes.RunAsync("a", Done("a1 again"), Never);

        Assert.Equal(["a2 back", "a3 back", "a1 again"], await log.NextAsync(3));
    }

    private Func<Task<bool>> Done(string name) => () =>
    {
        log.Add(name);
        return Task.FromResult(true);
    };

    private Func<Task> Back(string name) => () =>
    {
        log.Add(name + " back");
        return Task.CompletedTask;
    };

    private static Task Never() => throw new InvalidOperationException("given back");
}
