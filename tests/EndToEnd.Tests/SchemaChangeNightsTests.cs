using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A table whose columns change between two nights, under each contract: read in windows, and read whole.</summary>
public sealed class SchemaChangeNightsTests : IDisposable
{
    private readonly Workplace place = new(Workplace.OfTests("visits"));
    private int delivered;

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ColumnsThatChangeBetweenNights_AreDoneWithByContract(bool windowed)
    {
        await FirstNightAsync("evolve", windowed);
        Assert.Equal(["1|7|home"], await ValuesAsync("select id, score, page from visits.seen"));
        Deliver("id,seen_at,score,device\n2,2026-03-02 10:00:00,1.5,phone\n", keep: windowed);

        await NightAsync("2026-03-02");

        Assert.Equal(windowed ? ["1|7.0000000000|home|", "2|1.5000000000||phone"] : ["2|1.5000000000||phone"], await ValuesAsync("select id, score, page, device from visits.seen order by id"));
        await NightAsync("2026-03-03", expected: 0);
        Assert.Equal(windowed ? 2 : 1, (await place.QueryAsync("select id from visits.seen")).Count);
    }

    [Fact]
    public async Task FrozenTable_StopsWithTheDifference_ReadersKeepTheirs_UntilItStartsAnew()
    {
        await FirstNightAsync("freeze", windowed: true);
        Deliver("id,seen_at,score,device\n2,2026-03-02 10:00:00,1.5,phone\n", keep: false);

        var stopped = await place.RunHereAsync("run", place.Pipeline, "--date", "2026-03-02", "--output", "json");

        Assert.Contains("web.visits: its columns are not those of the last release (device varchar was added; page varchar was dropped; score went from bigint to decimal(38,10))", stopped.ExpectExit(1).Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["1|7|home"], await ValuesAsync("select id, score, page from visits.seen"));

        (await place.RunHereAsync("run", place.Pipeline, "--date", "2026-03-02", "--full-refresh", "--tables", "web.visits")).ExpectExit(0);
        Assert.Equal(["2|1.5|phone"], await ValuesAsync("select id, score, device from visits.seen"));
        Assert.Empty(await place.QueryAsync("select 1 from information_schema.columns where table_schema = 'visits' and table_name = 'seen' and column_name = 'page'"));
        Assert.Contains("`web.nothing` names no table", (await place.RunHereAsync("run", place.Pipeline, "--full-refresh", "--tables", "web.nothing")).ExpectExit(2).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuarantinedTable_KeepsItsColumns_AndPutsAsideWhatDoesNotFit()
    {
        await FirstNightAsync("quarantine", windowed: true);
        Deliver("id,seen_at,score,device\n2,2026-03-02 10:00:00,1.5,phone\n3,2026-03-02 11:00:00,9,phone\n", keep: true);

        await NightAsync("2026-03-02");

        Assert.Equal(["1|7|home", "3|9|"], await ValuesAsync("select id, score, page from visits.seen order by id"));
        Assert.Equal(["column score: `1.5` is not a BIGINT"], await ValuesAsync("select reason from etl.quarantine"));
    }

    private async Task FirstNightAsync(string contract, bool windowed)
    {
        File.WriteAllText(Path.Combine(place.Pipeline, "pipeline.yml"), $$"""
            name: visits
            sources:
              web:
                connection: files:sample
                tables:
                  - { name: visits, path: "visits*.csv", key: id{{(windowed ? ", watermark: seen_at" : "")}}, on_schema_change: {{contract}}, max_quarantined: {{(contract == "quarantine" ? 50 : 1)}}% }

            """);
        foreach (var model in Directory.EnumerateFiles(Path.Combine(place.Pipeline, "models")))
            File.Delete(model);
        File.WriteAllText(Path.Combine(place.Pipeline, "models", "seen.sql"), "select * from {{ source('web', 'visits') }}\n");
        Deliver("id,seen_at,score,page\n1,2026-03-01 10:00:00,7,home\n", keep: false);
        await NightAsync("2026-03-01");
    }

    /// <param name="keep">The files of earlier nights stay.</param>
    private void Deliver(string content, bool keep)
    {
        var sample = Path.Combine(place.Pipeline, "sample");
        foreach (var file in keep ? [] : Directory.GetFiles(sample))
            File.Delete(file);
        File.WriteAllText(Path.Combine(sample, $"visits-{++delivered}.csv"), content);
    }

    private async Task NightAsync(string date, int expected = 0) =>
        (await place.RunHereAsync("run", place.Pipeline, "--date", date)).ExpectExit(expected);

    /// <param name="sql"><c>select a, b from t</c></param>
    private async Task<IEnumerable<string>> ValuesAsync(string sql)
    {
        var (columns, rest) = (sql.Split(" from ")[0]["select ".Length..].Split(", "), sql.Split(" from ")[1]);
        var rows = await place.QueryAsync($"select concat_ws('|', {string.Join(", ", columns.Select(column => $"coalesce({column}::varchar, '')"))}) as line from {rest}");
        return rows.Select(row => JsonDocument.Parse(row).RootElement.GetProperty("line").GetString()!);
    }
}
