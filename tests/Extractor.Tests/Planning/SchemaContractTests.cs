using EtlMesh.Contracts;
using EtlMesh.Extractor.Planning;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Planning;

public class SchemaContractTests
{
    private const string Pinned = "id bigint, amount integer, part varchar";

    [Theory]
    [InlineData(SchemaChange.Evolve)]
    [InlineData(SchemaChange.Freeze)]
    [InlineData(SchemaChange.Quarantine)]
    public void FirstNight_TakesWhatTheSourceOffers(SchemaChange contract) =>
        Assert.Equal("b date, a blob", Settle(contract, null, "b date, a blob"));

    [Theory]
    [InlineData(SchemaChange.Evolve)]
    [InlineData(SchemaChange.Freeze)]
    [InlineData(SchemaChange.Quarantine)]
    public void SameColumns_InAnotherOrderAndSpelling_AreNoChange(SchemaChange contract) =>
        Assert.Equal("ID bigint, amount integer, part varchar", Settle(contract, Pinned, "part TEXT, ID bigint, amount int"));

    [Theory]
    [InlineData("id bigint, amount integer, part varchar, note varchar", "id bigint, amount integer, part varchar, note varchar")]
    [InlineData("id bigint, part varchar", "id bigint, part varchar")]
    [InlineData("id bigint, amount bigint, part varchar", "id bigint, amount bigint, part varchar")]
    [InlineData("id integer, amount smallint, part varchar", "id bigint, amount integer, part varchar")]
    [InlineData("id bigint, amount decimal(4,2), part varchar", "id bigint, amount decimal(12,2), part varchar")]
    [InlineData("id bigint, amount varchar, part date", "id bigint, amount varchar, part varchar")]
    public void Evolve_FollowsTheSource(string offered, string settled) => Assert.Equal(settled, Settle(SchemaChange.Evolve, Pinned, offered));

    [Fact]
    public void Evolve_TypesWithNothingInCommon_AreTakenWhereTheTableIsReadWhole_AndStopWhereItKeepsWhatItHas()
    {
        var whole = Table(SchemaChange.Evolve);
        Assert.Equal("id bigint, amount date, part varchar", Words(SchemaContract.Settle(whole, Head(Pinned), Columns("id bigint, amount date, part varchar"))));

        var windows = whole with { Watermark = "id", Key = ["part"] };
        var head = Head(Pinned) with { Hi = "41", Watermark = "id", Key = ["part"] };
        var stopped = Assert.Throws<TerminalEtlException>(() => SchemaContract.Settle(windows, head, Columns("id bigint, amount date, part varchar")));
        Assert.Equal(
            "Planning s.t: column amount went from integer to date, and no type holds the values of both, as the table is read in windows and keeps what it has. Declare the column's type under `columns:` in the pipeline file, or start the table anew: add `--full-refresh --tables s.t`.",
            stopped.Message);

        // Of a watermark that is another, nothing is kept.
        Assert.Equal("id date, amount integer, part varchar", Words(SchemaContract.Settle(windows, head, Columns("id date, amount integer, part varchar"))));
    }

    [Fact]
    public void Freeze_StopsAndShowsTheDifference()
    {
        var stopped = Assert.Throws<TerminalEtlException>(() => Settle(SchemaChange.Freeze, Pinned, "id bigint, amount decimal(12,2), note varchar"));
        Assert.Equal(
            "Planning s.t: its columns are not those of the last release (note varchar was added; part varchar was dropped; amount went from integer to decimal(12,2)), and `on_schema_change: freeze` takes no others. Nothing was read. Have the source changed back, or accept the change: declare it under `columns:`, set `on_schema_change: evolve` in the pipeline file, or start the table anew with `--full-refresh --tables s.t`.",
            stopped.Message);
    }

    [Fact]
    public void Quarantine_KeepsThePinnedColumnsAndTypes() =>
        Assert.Equal("id bigint, amount integer", Settle(SchemaChange.Quarantine, Pinned, "id bigint, amount varchar, note varchar"));

    [Fact]
    public void DeclaredColumns_AreTheColumns()
    {
        const string Declared = "id integer, amount decimal(10,2)";
        var offered = Columns("note varchar, amount float, id bigint");
        foreach (var contract in new[] { SchemaChange.Evolve, SchemaChange.Quarantine })
            Assert.Equal(Declared, Words(SchemaContract.Settle(Table(contract) with { Columns = Columns(Declared) }, Head("id bigint, old date"), offered)));

        var frozen = Table(SchemaChange.Freeze) with { Columns = Columns(Declared) };
        Assert.Equal(Declared, Words(SchemaContract.Settle(frozen, Head(null), Columns("amount float, id bigint"))));
        var stopped = Assert.Throws<TerminalEtlException>(() => SchemaContract.Settle(frozen, Head(null), offered));
        Assert.Contains("its columns are not those that are declared (note varchar was added)", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", null, null)]
    [InlineData(null, "id", null)]
    [InlineData(null, null, "id")]
    public void DroppedColumnThatTheTableIsReadBy_StopsUnderEveryContract(string? key, string? watermark, string? deleted)
    {
        foreach (var contract in Enum.GetValues<SchemaChange>())
        {
            var table = Table(contract) with { Key = key is null ? [] : [key], Watermark = watermark, Deleted = deleted };
            Assert.Throws<TerminalEtlException>(() => SchemaContract.Settle(table, Head(Pinned), Columns("amount integer, part varchar")));
        }
    }

    [Fact]
    public void NamesThatDifferInCaseOnly_AreRefused() =>
        Assert.Contains("its columns a and A differ in case only", Assert.Throws<TerminalEtlException>(() => Settle(SchemaChange.Evolve, null, "a date, b date, A date")).Message, StringComparison.Ordinal);

    private static string Settle(SchemaChange contract, string? pinned, string offered) => Words(SchemaContract.Settle(Table(contract), Head(pinned), Columns(offered)));

    private static TableDefinition Table(SchemaChange contract) => new() { Name = "t", OnSchemaChange = contract };

    private static TableBase Head(string? columns) => new() { Source = "s", Table = "t", Columns = columns is null ? null : Columns(columns) };

    private static IReadOnlyList<ColumnSpec> Columns(string text) =>
        [.. text.Split(", ").Select(column => new ColumnSpec { Name = column.Split(' ', 2)[0], Type = column.Split(' ', 2)[1] })];

    private static string Words(IReadOnlyList<ColumnSpec> columns) => string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
}
