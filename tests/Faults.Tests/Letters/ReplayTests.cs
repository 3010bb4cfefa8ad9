using System.Net;
using System.Text.Json;
using Npgsql;

namespace EtlMesh.Faults.Tests.Letters;

/// <summary>Dead letters of runs: where they come from, and what a replay does.</summary>
public sealed class ReplayTests(MeshFixture fixture) : MeshTests(fixture)
{
    private const string NeedsRates = "select o.placed_at::date as day, c.name as country, count(*) as orders, sum(o.amount * (select max(rate) from rates.{0})) as revenue from {{{{ ref('stg_orders') }}}} as o join {{{{ ref('countries') }}}} as c on c.code = o.country group by 1, 2";

    [Fact]
    public async Task PoisonMessage_SuspendsItsRun_ReplaysOnceEachTime_AndCompletesTheRunAfterTheFix()
    {
        var night = await Fixture.StartAsync(shop => shop with { Revenue = string.Format(System.Globalization.CultureInfo.InvariantCulture, NeedsRates, "poison") });
        await Mesh.Api.StateAsync(night.Run, "suspended");
        var letter = Assert.Single(await LettersAsync(night, 1));
        Assert.Equal(("error", "transform"), (letter.GetProperty("kind").GetString(), letter.GetProperty("stage").GetString()));

        // Two operators at once, and nothing is repaired yet.
        var asked = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Mesh.Api.PostAsync($"api/deadletters/{Id(letter)}/replay")));
        Assert.Single(asked.Select(answer => answer.Body.GetProperty("replay").GetString()).Distinct(StringComparer.Ordinal));
        var again = (await LettersAsync(night, 2)).Single(other => Id(other) != Id(letter));
        Assert.Equal(Id(letter), again.GetProperty("came_from").GetString());
        await Mesh.Api.StateAsync(night.Run, "suspended");

        await ExecuteAsync("create schema if not exists rates; create table rates.poison as select 1 as rate");
        Assert.Equal(HttpStatusCode.Accepted, (await Mesh.Api.PostAsync($"api/deadletters/{Id(again)}/replay")).Status);

        await night.ExpectCompletedAsync(Fixture.Expected, letters: 2);
        await Until.TrueAsync(async () => (await LettersAsync(night, 2)).All(one => one.GetProperty("state").GetString() != "open"), "no letter of the run to be open");
    }

    [Fact]
    public async Task ReplayAfterCompensation_IsRefusedWithTheReason()
    {
        var night = await Fixture.StartAsync(shop => shop with { Revenue = string.Format(System.Globalization.CultureInfo.InvariantCulture, NeedsRates, "never") });
        await Mesh.Api.StateAsync(night.Run, "suspended");
        var letter = Assert.Single(await LettersAsync(night, 1));
        await Mesh.Api.PostAsync($"api/runs/{night.Run}/cancel");
        await Mesh.Api.StateAsync(night.Run, "cancelled");

        var (status, body) = await Mesh.Api.PostAsync($"api/deadletters/{Id(letter)}/replay");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Cancelled", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        await Mesh.ExpectQuietAsync();
        await night.ExpectNothingLeftAsync();
    }

    [Fact]
    public async Task MessageThatKillsItsProcess_IsSetAside_AndCompletesTheRunAfterTheFix()
    {
        const string Kill = "kill@start:segment.fill";
        await Mesh.RestartAsync("loader", Kill);
        var night = await Fixture.StartAsync();
        for (var kills = 0; kills < Mesh.Settings.MaxReceiveCount; kills++)
            await Mesh.StruckAsync("loader", "start segment.fill", next: kills + 1 < Mesh.Settings.MaxReceiveCount ? Kill : null);

        // The other table's message was in hand at each kill, too.
        await Until.TrueAsync(async () => await Mesh.Queues.DepthAsync("loader-load-table") + await Mesh.Queues.DepthAsync("loader-load-table_dead") == 0, "the messages to be loaded or set aside");
        var letters = await LettersAsync(night, 1);
        Assert.All(letters, letter => Assert.Equal(("dead", "load"), (letter.GetProperty("kind").GetString(), letter.GetProperty("stage").GetString())));
        foreach (var letter in letters)
            Assert.Equal(HttpStatusCode.Accepted, (await Mesh.Api.PostAsync($"api/deadletters/{Id(letter)}/replay")).Status);

        await night.EndAsync();
        await night.ExpectCompletedAsync(Fixture.Expected, letters: letters.Count);
    }

    private static string Id(JsonElement letter) => letter.GetProperty("id").GetString()!;

    /// <summary>Waits until a night has so many letters, and shows each.</summary>
    private async Task<IReadOnlyList<JsonElement>> LettersAsync(Night night, int least)
    {
        await Until.TrueAsync(async () => await night.LettersAsync() >= least, $"{least} dead letters of {night.Name}");
        var groups = await Mesh.Api.GetAsync($"api/deadletters?pipeline={night.Name}&state=all");
        var letters = new List<JsonElement>();
        foreach (var id in groups.EnumerateArray().SelectMany(group => group.GetProperty("ids").EnumerateArray()).Select(id => id.GetString()))
            letters.Add(await Mesh.Api.GetAsync($"api/deadletters/{id}"));
        return letters;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var warehouse = new NpgsqlConnection(Mesh.Warehouse);
        await warehouse.OpenAsync();
        await using var command = new NpgsqlCommand(sql, warehouse);
        await command.ExecuteNonQueryAsync();
    }
}
