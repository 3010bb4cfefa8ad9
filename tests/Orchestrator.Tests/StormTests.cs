using EtlMesh.Orchestrator.Tests.Simulation;
using EtlMesh.Orchestrator.Tests.Simulation.Storm;
using Xunit.Abstractions;

namespace EtlMesh.Orchestrator.Tests;

/// <summary>
/// The sagas without a bus, in ten thousand nights in which everything goes wrong that may. A failing seed is named and can be run
/// alone, with its story: <c>ETLMESH_SEED=17 dotnet test tests/Orchestrator.Tests --filter StormTests</c>.
/// </summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Nights = 10_000;

    [Fact]
    public void AnyWeather_BreaksNoRule()
    {
        var tally = new Tally();
        var story = new List<string>();
        Seeds.Try(Nights, output, nameof(StormTests), seed =>
        {
            try
            {
                tally.Add(new StormyNight(seed, Seeds.Only is null ? null : story.Add).Play().Tally);
            }
            finally
            {
                story.ForEach(output.WriteLine);
            }
        });

        output.WriteLine(tally.ToString());
        if (Seeds.Only is not null)
            return;
        // Storms that never come would prove nothing.
        string[] expected =
        [
            "end: Completed", "end: Blocked", "end: Failed", "end: Cancelled", "end: CompensationFailed", "end: Suspended",
            "crash before the commit", "crash after the commit", "worker crash before the work", "worker crash after the work",
            "fault", "BaseStale", "CompensationFailed", "CancelRun", "ResumeRun", "StageDeadline", "StageRetryDue", "ProbeDue", "SuspensionExpired",
        ];
        Assert.All(expected, what => Assert.True(tally[what] >= 100, $"{what}: {tally[what]} times only"));
    }
}
