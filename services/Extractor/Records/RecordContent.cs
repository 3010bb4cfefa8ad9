using EtlMesh.Extractor.Landing;

namespace EtlMesh.Extractor.Records;

/// <summary>A slice of text records: parts of objects, read by several threads, each record judged and accounted for.</summary>
/// <param name="name">What is read, for messages.</param>
/// <param name="plan">Its parts.</param>
/// <param name="setting">Columns, window, quarantine.</param>
internal sealed class RecordContent(string name, RecordPlan plan, SliceSetting setting) : ISliceContent
{
    private readonly RecordParts parts = new(plan.Parts);
    private readonly RecordJudge judge = new(setting.Columns, plan.NullValues, setting.Window);

    public string Name => name;

    public int Threads => plan.Threads;

    public long Read => Accounts.Sum(account => account.Read);

    public long Quarantined => Accounts.Sum(account => account.Quarantined);

    public long Skipped => Accounts.Sum(account => account.Skipped);

    /// <summary>One for each object.</summary>
    public IReadOnlyList<RecordAccount> Accounts { get; } = [.. plan.Objects.Select(one => new RecordAccount(one))];

    public ISliceReader Open() => new RecordReader(parts, judge, Accounts, setting.Quarantine, setting.Cancellation);

    public void Verify()
    {
        // What changed under the reader is no reason to blame its content.
        plan.StillThere?.Invoke();
        foreach (var account in Accounts)
            account.Verify();
    }

    public void Dispose() => parts.Dispose();
}
