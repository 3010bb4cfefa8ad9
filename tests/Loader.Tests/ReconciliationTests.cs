using EtlMesh.Contracts;

namespace EtlMesh.Loader.Tests;

public sealed class ReconciliationTests
{
    private static readonly IReadOnlyList<ColumnSum> Sums = [new() { Column = "c", Nulls = 1, Sum = "6" }];

    [Fact]
    public void EveryRecordOnceAccountedFor_Passes() =>
        Reconciliation.OfSlices(Commands.Load("bigint", Commands.Slice(1, rows: 3, quarantined: 2), Commands.Slice(2, rows: 0)));

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public void RecordInNeitherOrBoth_NamesTheSliceAndItsObject(long read)
    {
        var command = Commands.Load("bigint", Commands.Slice(1, rows: 1), Commands.Slice(2, rows: 3, read: read, quarantined: 2));
        var failure = Assert.Throws<TerminalEtlException>(() => Reconciliation.OfSlices(command));
        Assert.Equal(
            $"Loading shop.orders: slice 2 counts {read} records read, but 3 landed, 2 are quarantined and 0 skipped (slice-2). Nothing was loaded; look at the source and run the date again.",
            failure.Message);
    }

    [Fact]
    public void SkippedRecords_AreAccountedForInTheirSlice()
    {
        Reconciliation.OfSlices(Commands.Load("bigint", Commands.Slice(1, rows: 3, read: 9, quarantined: 2) with { RowsSkipped = 4 }));
        var command = Commands.Load("bigint", Commands.Slice(1, rows: 3, read: 9, quarantined: 2) with { RowsSkipped = 3 }, Commands.Slice(2, rows: 0, read: 0) with { RowsSkipped = 1 });
        Assert.Contains("slice 1 counts 9 records read, but 3 landed, 2 are quarantined and 3 skipped", Assert.Throws<TerminalEtlException>(() => Reconciliation.OfSlices(command)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShortfallInOneSlice_IsNotMadeUpByAnother()
    {
        var command = Commands.Load("bigint", Commands.Slice(1, rows: 3, read: 4), Commands.Slice(2, rows: 3, read: 2));
        Assert.Throws<TerminalEtlException>(() => Reconciliation.OfSlices(command));
    }

    [Fact]
    public void SameRowsAndSums_Pass() => Assert.Null(Reconciliation.OfSegment(Command(), Sums, 4, Sums));

    [Fact]
    public void OtherRowCount_IsTold()
    {
        var failure = Reconciliation.OfSegment(Command(), Sums, 3, Sums)!;
        Assert.Contains("segment segment00001 differs from what was extracted: it has 3 rows, expected were 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherValue_NamesTheColumn()
    {
        var failure = Reconciliation.OfSegment(Command(), Sums, 4, [Sums[0] with { Sum = "7" }])!;
        Assert.Contains("column c has 1 NULLs, sum 7, expected was 1 NULLs, sum 6", failure.Message, StringComparison.Ordinal);
    }

    private static LoadTable Command() => Commands.Load("bigint", Commands.Slice(1, rows: 3), Commands.Slice(2, rows: 1));
}
