using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>Columns that were added, dropped or retyped between two nights, under each contract.</summary>
public class SchemaChangeTests
{
    private static readonly IReadOnlyList<ColumnSpec> Pinned = Columns("id bigint, amount bigint, part varchar");

    [Theory]
    [InlineData("t.csv", "id,amount,part,note\n1,10,a,x\n2,20,b,\n")]
    [InlineData("t.jsonl", "{\"id\":1,\"amount\":10,\"part\":\"a\",\"note\":\"x\"}\n{\"id\":2,\"amount\":20,\"part\":\"b\"}\n")]
    public async Task AddedColumn_AppearsWhereTheTableEvolves_StopsWhereItIsFrozen(string name, string content)
    {
        using var night = new FilesNight().With(name, content);
        Assert.Equal(["1|10|a|x", "2|20|b|"], await RowsAsync(night, Table(name, SchemaChange.Evolve)));

        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(Table(name, SchemaChange.Freeze), Pinned));
        Assert.Contains("its columns are not those of the last release (note varchar was added)", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("--full-refresh --tables s.t", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddedColumn_IsLeftOutOfAQuarantinedFileWithAHeader()
    {
        using var night = new FilesNight().With("t.csv", "note,id,amount,part\nx,1,10,a\n");
        Assert.Equal(["1|10|a"], await RowsAsync(night, Table("t.csv", SchemaChange.Quarantine)));
    }

    [Fact]
    public async Task RecordWithAnUnknownKey_IsPutAsideByItself()
    {
        using var night = new FilesNight().With("t.jsonl", "{\"id\":1,\"amount\":10,\"part\":\"a\"}\n{\"id\":2,\"amount\":20,\"note\":\"x\"}\n{\"id\":3}\n");
        Assert.Equal(["1|10|a", "3||"], await RowsAsync(night, Table("t.jsonl", SchemaChange.Quarantine)));
        var aside = Assert.Single(await night.RowsAsync("quarantine/", "line, reason, record"));
        Assert.Equal([2L, "key `note` is none of the columns that the last release pinned", "{\"id\":2,\"amount\":20,\"note\":\"x\"}"], aside);
    }

    [Fact]
    public async Task DroppedColumn_IsNotReadWhereTheTableEvolves_StopsWhereItIsFrozen()
    {
        using var night = new FilesNight().With("t.csv", "amount,id\n10,1\n");
        Assert.Equal("id bigint, amount bigint", Words((await night.PlanAsync(Table("t.csv", SchemaChange.Evolve), Pinned)).Columns));
        Assert.Equal(["1|10"], await RowsAsync(night, Table("t.csv", SchemaChange.Evolve)));

        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(Table("t.csv", SchemaChange.Freeze), Pinned));
        Assert.Contains("(part varchar was dropped)", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesFromBeforeAndAfterAChange_AreReadTogether_MissingValuesAreNull()
    {
        using var night = new FilesNight().With("t-1.csv", "id,amount,part\n1,10,a\n").With("t-2.csv", "part,id,amount,note\nb,2,20,x\n").With("t-3.csv", "id,amount,note\n3,30,y\n");
        Assert.Equal(["1|10|a|", "2|20|b|x", "3|30||y"], await RowsAsync(night, Table("t-*.csv", SchemaChange.Evolve)));
        Assert.Equal(["1|10|a|", "2|20|b|x", "3|30||y"], await RowsAsync(night, Table("t-*.csv", SchemaChange.Evolve), first: true));
        Assert.Equal(["1|10|a", "2|20|b", "3|30|"], await RowsAsync(night, Table("t-*.csv", SchemaChange.Quarantine)));
    }

    [Theory]
    [InlineData("12.50", "decimal(38,10)", "12.5000000000")]
    [InlineData("1e3", "double", "1000.0")]
    [InlineData("twelve", "varchar", "twelve")]
    public async Task ValuesOfAnotherType_WidenTheColumn_OrStop_OrArePutAside(string value, string type, string seen)
    {
        using var night = new FilesNight().With("t.csv", $"id,amount,part\n1,{value},a\n");
        Assert.Equal(type, (await night.PlanAsync(Table("t.csv", SchemaChange.Evolve, "1%"), Pinned)).Columns[1].Type);
        Assert.Equal([$"1|{seen}|a"], await RowsAsync(night, Table("t.csv", SchemaChange.Evolve, "1%")));

        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(Table("t.csv", SchemaChange.Freeze, "1%"), Pinned));
        Assert.Contains($"(amount went from bigint to {type})", stopped.Message, StringComparison.Ordinal);

        Assert.Empty(await RowsAsync(night, Table("t.csv", SchemaChange.Quarantine)));
        Assert.Equal([2L, $"column amount: `{value}` is not a BIGINT"], Assert.Single(await night.RowsAsync("quarantine/", "line, reason")));
    }

    [Fact]
    public async Task SingleBadValue_IsNoChangeOfType()
    {
        using var night = new FilesNight().With("t.csv", "id,amount,part\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"{i},{(i == 7 ? "seven" : i)},a\n")));
        Assert.Equal("bigint", (await night.PlanAsync(Table("t.csv", SchemaChange.Evolve, "1%"), Pinned)).Columns[1].Type);
        Assert.Equal(199, (await RowsAsync(night, Table("t.csv", SchemaChange.Evolve, "1%"))).Count);
    }

    [Fact]
    public async Task DeclaredColumns_AreReadWhateverElseThereIs()
    {
        using var night = new FilesNight().With("t.csv", "note,id,amount\nx,1,10\n");
        var declared = Table("t.csv", SchemaChange.Evolve) with { Columns = Pinned };
        Assert.Equal(["1|10|"], await RowsAsync(night, declared));
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(declared with { OnSchemaChange = SchemaChange.Freeze }));
        Assert.Contains("its columns are not those that are declared (note varchar was added; part varchar was dropped)", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id;amount;part\n1;10;a\n", "missing: id, amount, part; new: id;amount;part")]
    [InlineData("amount,part\n10,a\n", "missing: id")]
    public async Task FileWithoutTheKey_OrWithoutAnyColumn_IsRefused(string content, string difference)
    {
        using var night = new FilesNight().With("t-1.csv", "id,amount,part\n1,10,a\n").With("t-2.csv", content);
        var table = Table("t-*.csv", SchemaChange.Evolve) with { Columns = Pinned, Key = difference.Contains(';', StringComparison.Ordinal) ? [] : ["id"] };
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table));
        Assert.Contains($"Reading t-2.csv: its columns are not those of the table ({difference}", stopped.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> RowsAsync(FilesNight night, TableDefinition table, bool first = false)
    {
        foreach (var key in await night.KeysAsync())
            await night.Store.DeletePrefixAsync(key, default);
        var plan = await night.PlanAsync(table, first ? null : Pinned);
        await night.LandAsync(table, plan);
        var line = string.Join(" || '|' || ", plan.Columns.Select(column => $"coalesce(\"{column.Name}\"::varchar, '')"));
        return [.. (await night.RowsAsync("landing/", line)).Select(row => (string)row[0]!).Order(StringComparer.Ordinal)];
    }

    private static TableDefinition Table(string path, SchemaChange contract, string quarantine = "100%") => FilesNight.Table(path, quarantine: quarantine) with { OnSchemaChange = contract };

    private static IReadOnlyList<ColumnSpec> Columns(string text) =>
        [.. text.Split(", ").Select(column => new ColumnSpec { Name = column.Split(' ', 2)[0], Type = column.Split(' ', 2)[1] })];

    private static string Words(IReadOnlyList<ColumnSpec> columns) => string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
}
