using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class CandidatesConformance
{
    [Fact]
    public async Task Build_EightModelsAtOnce_AllThere()
    {
        await using var warehouse = await OpenAsync();
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var built = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => warehouse.BuildAsync(spec, $"m{i}", TestWarehouse.Numbers(i * 1000))));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long?)i * 1000), built.Select(model => model.Rows));
        var again = await warehouse.BuildAsync(spec, "m1", "select 1");
        Assert.Equal((true, 1000L), (again.Existing, again.Rows!.Value));
    }

    [Fact]
    public async Task Build_SameModelTwiceAtOnce_OneEffect()
    {
        await using var warehouse = await OpenAsync();
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var built = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => warehouse.BuildAsync(spec, "m", TestWarehouse.Numbers(1000))));
        Assert.Equal(1, built.Count(model => !model.Existing));
    }

    [Fact]
    public async Task Build_WrongSqlOrSealed_IsTerminal()
    {
        await using var warehouse = await OpenAsync();
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var wrong = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.BuildAsync(spec, "bad", "select nothing from nowhere"));
        Assert.Contains("Building model bad", wrong.Message);
        var fingerprint = await warehouse.House.Candidates.SealAsync(spec, default);
        Assert.Equal(fingerprint, await warehouse.House.Candidates.SealAsync(spec, default));
        await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.BuildAsync(spec, "late", "select 1"));
    }

    [Fact]
    public async Task LoadSeed_TypesGiven_AreTaken()
    {
        await using var warehouse = await OpenAsync();
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var path = Path.Combine(warehouse.Folder, "codes.csv");
        await File.WriteAllTextAsync(path, "code,name\n007,Bond\n008,\n");
        var seed = new SeedSpec { Name = "codes", Alias = "codes", CsvPath = path, ColumnTypes = new Dictionary<string, string> { ["code"] = "varchar" } };
        Assert.Equal(2, (await warehouse.House.Candidates.LoadSeedAsync(spec, seed, default)).Rows);
        var table = $"{Names.CandidateSchema(spec.Pipeline, spec.Uid)}.main__codes";
        Assert.Equal("007", await warehouse.ValueAsync($"select min(code) from {table}"));
    }

    [Fact]
    public async Task Carry_ModelOfTheParent_IsPublishedAgainAndOutlivesASweep()
    {
        await using var warehouse = await OpenAsync();
        var parent = await warehouse.PublishAsync(7);
        var day = TestWarehouse.Day.AddDays(1);
        await warehouse.AttemptAsync(day);
        var spec = TestWarehouse.Candidate(parent, [new CandidateTable { Source = "shop", Table = "orders" }], day);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.House.Candidates.CarryAsync(spec, "fct", default);
        await warehouse.BuildAsync(spec, "twice", "select total * 2 as total from {fct}", "view");
        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec));
        await warehouse.House.Releases.PublishAsync(release, default);
        await warehouse.House.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Completed, default);
        await warehouse.House.Releases.SweepAsync(new SweepSpec { Pipeline = TestWarehouse.Pipeline, KeepReleases = 1 }, default);
        Assert.Equal(14L, Convert.ToInt64(await warehouse.ValueAsync("select total from daily_metrics.twice")));
        Assert.Equal(7L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
