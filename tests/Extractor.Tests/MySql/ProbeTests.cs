using EtlMesh.Contracts;
using EtlMesh.Extractor.Probing;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.MySql;

[Collection(MariaDbTests.Name)]
public sealed class ProbeTests(MariaDbTests maria)
{
    [Fact]
    public async Task TableThatIsMissing_IsNotReady()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table orders (id int)");
        Assert.True((await night.ProbeAsync(MySqlNight.Table("orders"))).Ready);
        Assert.Equal($"s.bills: there is no such table in mysql://127.0.0.1:{maria.Server.Port}/{night.Database}, or the source's user may not see it", Assert.Single((await night.ProbeAsync(MySqlNight.Table("bills"))).Lines));
    }

    [Theory]
    [InlineData("select done from batch", true)]
    [InlineData("select done from batch where day = '2026-11-19'", false)]
    [InlineData("select max(day) from batch", true)]
    [InlineData("select min(day) from batch", false)]
    [InlineData("select null", false)]
    [InlineData("select count(*) = 2 from batch", true)]
    public async Task Sensor_AnswersByItsFirstValue(string query, bool ready)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table batch (day date, done bool); insert into batch values ('2026-11-20', true), ('2026-11-18', false);");
        night.Sensor = new SensorDefinition { Query = query };
        Assert.Equal(ready, (await night.ProbeAsync(MySqlNight.Table("batch"))).Ready);
    }

    [Fact]
    public async Task SensorThatIsWrong_IsTerminal()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int)");
        night.Sensor = new SensorDefinition { Query = "select from" };
        Assert.Contains("Check `sensor:", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(MySqlNight.Table("t")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SensorThatWrites_IsRefused()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int); insert into t values (1)");
        night.Sensor = new SensorDefinition { Query = "delete from t" };
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.ProbeAsync(MySqlNight.Table("t")));
        Assert.Equal("1\n", await night.ExecuteAsync("select count(*) from t"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("0.00", false)]
    [InlineData("f", false)]
    [InlineData("False", false)]
    [InlineData("1", true)]
    [InlineData("-1", true)]
    [InlineData("t", true)]
    [InlineData("true", true)]
    [InlineData("2026-11-19", false)]
    [InlineData("2026-11-19 23:59:59", false)]
    [InlineData("2026-11-20", true)]
    [InlineData("2026-11-20 00:00:00+00", true)]
    [InlineData("2027-01-01", true)]
    [InlineData("done", true)]
    public void Answer_IsReadAlikeForEveryDatabase(string? value, bool ready) => Assert.Equal(ready, SensorAnswer.IsReady(value, new DateOnly(2026, 11, 20)));
}
