using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <summary>The messages of a table's transfer, made from what its saga knows.</summary>
internal static class TableTransferMessages
{
    public static PlanTable Plan(this TableTransferState table) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        Step = table.Step,
        Base = table.Base,
        AsOfNow = table.AsOfNow,
    };

    public static ExtractSlice Extraction(this TableTransferState table, SliceProgress slice) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        Step = table.Step,
        K = slice.K,
        N = table.Slices!.Count,
        Slice = slice.Slice,
        Columns = table.Columns,
    };

    public static LoadTable Loading(this TableTransferState table) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        Step = table.Step,
        SegmentUid = table.SegmentUid,
        Columns = table.Columns,
        Slices = [.. table.Slices!.Select(slice => slice.Landed).OfType<LandedSlice>()],
        Window = table.Window,
        Full = table.Full,
    };

    public static TableExtracted Extracted(this TableTransferState table) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        TableK = table.TableK,
        TableN = table.TableN,
    };

    public static TableTransferred Transferred(this TableTransferState table, TableLoaded loaded) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        TableK = table.TableK,
        TableN = table.TableN,
        Segment = loaded.Segment,
        Counts = loaded.Counts,
    };

    public static TableTransferFailed Failure(this TableTransferState table, string stage) => new()
    {
        RunId = table.RunId,
        Attempt = table.Attempt,
        Pipeline = table.Pipeline,
        RunDate = table.RunDate,
        BundleHash = table.BundleHash,
        Source = table.Source,
        Table = table.Table,
        TableK = table.TableK,
        TableN = table.TableN,
        Step = table.AskedBy,
        Stage = stage,
        Reason = table.LastFault!,
    };
}
