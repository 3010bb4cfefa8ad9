using EtlMesh.Contracts;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>What must hold whenever a table's saga has committed.</summary>
internal sealed class TransferRules(Truth truth)
{
    private readonly Dictionary<Guid, int> _steps = [];
    private readonly Dictionary<(Guid, int), LandedSlice> _landed = [];
    private readonly Dictionary<Guid, string> _loading = [];
    private readonly HashSet<Guid> _transferred = [];

    public void Committed(TableTransferState table, IReadOnlyList<object> said, bool isWaitedFor)
    {
        Keep(table.Step >= _steps.GetValueOrDefault(table.CorrelationId), $"The saga of {table.Table} went back in time.");
        _steps[table.CorrelationId] = table.Step;
        foreach (var slice in table.Slices ?? [])
            Keep(slice.Landed is { } landed ? _landed.TryAdd((table.CorrelationId, slice.K), landed) || _landed[(table.CorrelationId, slice.K)].Object == landed.Object : !_landed.ContainsKey((table.CorrelationId, slice.K)), $"Slice {slice.K} of {table.Table} was lost or changed.");
        var isAtWork = table.CurrentState is "Planning" or "Extracting" or "Loading";
        Keep(isWaitedFor == isAtWork, $"The saga of {table.Table} is {table.CurrentState} and {(isWaitedFor ? "has set a timer" : "nothing would wake it")}.");
        Keep(table.CurrentState != "Discarded" || !said.OfType<StageCommand>().Any(), $"The stopped saga of {table.Table} goes on.");
        foreach (var message in said)
            Check(table, message);
    }

    private static void Keep(bool kept, string rule) => BrokenRuleException.Unless(kept, rule);

    private void Check(TableTransferState table, object message)
    {
        switch (message)
        {
            case PlanTable:
                Keep(truth.SourcesSeen.Contains(table.Attempt), $"{table.Table} was planned before its source was seen.");
                break;
            case LoadTable load:
                Keep(_loading.TryAdd(table.CorrelationId, load.SegmentUid) || _loading[table.CorrelationId] == load.SegmentUid, $"{table.Table} is loaded into two segments.");
                Keep(load.SegmentUid.Length == 32 && _loading.Values.Count(uid => uid == load.SegmentUid) == 1, $"{table.Table} is loaded into a segment that is not its own.");
                var plan = load.Slices.Select(slice => slice.Object.Split('/')[0]).Distinct().SingleOrDefault();
                Keep(plan is null ? table.Slices!.Count == 0 : truth.Plans[plan] == load.Slices.Count, $"{table.Table} is loaded from slices that are not one plan's.");
                Keep(load.Slices.Select(slice => slice.K).SequenceEqual(Enumerable.Range(1, load.Slices.Count)), $"{table.Table} is loaded without all its slices.");
                Keep(load.Slices.All(slice => truth.Landed.Contains(slice.Object)), $"{table.Table} is loaded from a slice that nobody extracted.");
                break;
            case TableTransferred done:
                Keep(_transferred.Add(table.CorrelationId), $"{table.Table} was transferred twice.");
                Keep(truth.CountsOf(done.Segment.Uid) == done.Counts, $"The counts of {table.Table} are not its segment's.");
                break;
        }
    }
}
