using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer.Tests.Building;

/// <summary>Each node waits at a gate of its own, so what runs beside what is known, not timed.</summary>
public sealed class GraphOrderTests
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> started = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();

    [Fact]
    public async Task Node_StartsWhenAllItDependsOnIsBuilt()
    {
        var run = RunAsync(8, Node("a"), Node("b"), Node("c", "a", "b"), Node("d", "c"));
        await Task.WhenAll(Started("a").Task, Started("b").Task);
        Gate("a").SetResult();
        Assert.False(Started("c").Task.IsCompleted);
        Gate("b").SetResult();
        await Started("c").Task;
        Assert.False(Started("d").Task.IsCompleted);
        Gate("c").SetResult();
        await Started("d").Task;
        Gate("d").SetResult();
        await run;
    }

    [Fact]
    public async Task Parallelism_IsAnUpperBoundThatIsUsed()
    {
        var running = 0;
        var most = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var counting = new Lock();
        await GraphOrder.RunAsync([.. Enumerable.Range(0, 20).Select(i => Node($"n{i}"))], 2, async (_, _) =>
        {
            lock (counting)
            {
                most = Math.Max(most, ++running);
                if (running == 2)
                    both.TrySetResult();
            }

            await both.Task;
            lock (counting)
                running--;
        }, CancellationToken.None);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task FirstFailure_StopsTheRunningAndStartsNothingMore_AndIsThrown()
    {
        var run = RunAsync(2, Node("bad"), Node("slow"), Node("later"), Node("after", "bad"));
        await Task.WhenAll(Started("bad").Task, Started("slow").Task);

        Gate("bad").SetException(new TerminalEtlException("bad is bad"));

        var thrown = await Assert.ThrowsAsync<TerminalEtlException>(() => run);
        Assert.Equal("bad is bad", thrown.Message);
        Assert.Equal(["bad", "slow"], started.Keys.Order());
    }

    [Fact]
    public async Task FirstFailure_IsThrownOnlyWhenTheOthersHaveEnded()
    {
        var ended = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = GraphOrder.RunAsync([Node("bad"), Node("cleaning")], 2, async (step, ct) =>
        {
            if (step.Name == "bad")
            {
                await Started("cleaning").Task; // what has not begun is never begun
                throw new TerminalEtlException("bad");
            }

            Started("cleaning").SetResult();
            await using var registration = ct.Register(cancelled.SetResult);
            await cancelled.Task;
            await ended.Task;
        }, CancellationToken.None);

        await cancelled.Task;
        Assert.False(run.IsCompleted);
        ended.SetResult();
        await Assert.ThrowsAsync<TerminalEtlException>(() => run);
    }

    [Fact]
    public async Task Cancellation_StopsTheRunningAndStartsNothingMore()
    {
        using var cancel = new CancellationTokenSource();
        var run = GraphOrder.RunAsync([Node("a"), Node("b", "a")], 2, Build, cancel.Token);
        await Started("a").Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(["a"], started.Keys);
    }

    [Fact]
    public async Task Cancellation_ThatTheRunningDoesNotHeed_StillStartsNothingMore()
    {
        using var cancel = new CancellationTokenSource();
        var built = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GraphOrder.RunAsync([Node("a"), Node("b", "a")], 2, async (step, _) =>
        {
            built.Add(step.Name);
            await cancel.CancelAsync();
        }, cancel.Token));
        Assert.Equal(["a"], built);
    }

    [Fact]
    public async Task DependencyOutsideTheNodes_CountsAsBuilt()
    {
        var run = RunAsync(1, Node("a", "elsewhere"));
        await Started("a").Task;
        Gate("a").SetResult();
        await run;
    }

    [Fact]
    public async Task NoNodes_EndAtOnce() => await RunAsync(2);

    [Fact]
    public async Task NodesThatWaitForEachOther_AreNamed()
    {
        var run = RunAsync(2, Node("a"), Node("c", "b"), Node("b", "c"));
        await Started("a").Task;
        Gate("a").SetResult();
        var thrown = await Assert.ThrowsAsync<TerminalEtlException>(() => run);
        Assert.Contains("b, c wait for each other", thrown.Message, StringComparison.Ordinal);
    }

    private static BuildStep Node(string name, params string[] dependsOn) =>
        new(new ModelSpec { Name = name, Alias = name, Materialization = "table", Sql = "select 1" }, $"models/{name}.sql", dependsOn, Selected: true);

    private Task RunAsync(int parallelism, params BuildStep[] nodes) => GraphOrder.RunAsync(nodes, parallelism, Build, CancellationToken.None);

    private async Task Build(BuildStep step, CancellationToken ct)
    {
        Started(step.Name).SetResult();
        await Gate(step.Name).Task.WaitAsync(ct);
    }

    private TaskCompletionSource Started(string name) => Of(started, name);

    private TaskCompletionSource Gate(string name) => Of(gates, name);

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
