namespace EtlMesh.EndToEnd.Tests;

/// <summary>What <c>init</c> makes, run as it is.</summary>
public sealed class NewPipelineTests
{
    [Fact]
    public async Task NewPipeline_Runs()
    {
        using var place = new Workplace(Workplace.OfTests("one-table"));
        (await place.RunAsync("init", "corner-shop")).ExpectExit(0);
        (await place.RunAsync("validate", "corner-shop")).ExpectExit(0);

        (await place.RunAsync("run", "corner-shop", "--date", "2026-03-04", "--output", "json")).ExpectExit(0);

        Assert.Equal(
            [
                """{"day":"2026-03-01","orders":2,"customers":2,"revenue":136.90}""",
                """{"day":"2026-03-02","orders":3,"customers":3,"revenue":110.94}""",
                """{"day":"2026-03-03","orders":2,"customers":2,"revenue":211.20}""",
            ],
            await place.QueryAsync("select * from corner_shop.revenue_by_day order by day"));
    }
}
