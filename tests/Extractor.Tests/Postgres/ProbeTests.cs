using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ProbeTests(PostgresTests postgres)
{
    [Fact]
    public async Task TableThatIsMissing_IsNotReady()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create schema sales; create table sales.orders (id int); create view v as select 1");
        Assert.True((await night.ProbeAsync(PostgresNight.Table("orders") with { Relation = "sales.orders" })).Ready);
        Assert.True((await night.ProbeAsync(PostgresNight.Table("v"))).Ready);
        var missing = await night.ProbeAsync(PostgresNight.Table("orders"));
        Assert.False(missing.Ready);
        Assert.StartsWith($"s.orders: there is no table or view `orders` in the database {night.Database}", Assert.Single(missing.Lines), StringComparison.Ordinal);
        Assert.False((await night.ProbeAsync(PostgresNight.Table("orders") with { Relation = "Sales.orders" })).Ready);
    }

    [Theory]
    [InlineData("select done from batch where day = '2026-11-20'", true)]
    [InlineData("select done from batch where day = '2026-11-18'", false)]
    [InlineData("select done from batch where day = '2026-11-19'", false)]
    [InlineData("select max(day) from batch", true)]
    [InlineData("select min(day) from batch", false)]
    [InlineData("select max(day)::timestamptz from batch", true)]
    [InlineData("select null", false)]
    [InlineData("select count(*) from batch", true)]
    public async Task Sensor_AnswersByItsFirstValue(string query, bool ready)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table batch (day date, done bool); insert into batch values ('2026-11-20', true), ('2026-11-18', false);");
        night.Sensor = new SensorDefinition { Query = query };
        var answer = await night.ProbeAsync(PostgresNight.Table("batch"));
        Assert.Equal(ready, answer.Ready);
        Assert.Contains("its sensor's query says", answer.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select from nowhere", "(42P01)")]
    [InlineData("delete from t returning true", "(25006)")] // it only reads
    public async Task SensorThatIsWrong_IsTerminal(string query, string state)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int); insert into t values (1)");
        night.Sensor = new SensorDefinition { Query = query };
        Assert.Contains(state, (await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(PostgresNight.Table("t")))).Message, StringComparison.Ordinal);
        Assert.Equal(1, await night.ScalarAsync<long>("select count(*) from t"));
    }

    [Fact]
    public async Task ServerThatIsAway_IsNotReady()
    {
        await using var own = await PostgresServer.StartAsync();
        await using var night = await PostgresNight.BeginAsync(own, "create table t (id int)");
        await own.StopAsync();
        var answer = await night.ProbeAsync(PostgresNight.Table("t"));
        Assert.False(answer.Ready);
        Assert.StartsWith("s: Connecting to the source s: ", Assert.Single(answer.Lines), StringComparison.Ordinal);
        await own.ReturnAsync();
        Assert.True((await night.ProbeAsync(PostgresNight.Table("t"))).Ready);
    }

    [Fact]
    public async Task UserThatIsUnknown_IsTerminal()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int)");
        night.User = "nobody";
        Assert.Contains("(28000)", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(PostgresNight.Table("t")))).Message, StringComparison.Ordinal);
    }
}
