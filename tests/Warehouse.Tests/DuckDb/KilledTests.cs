using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Warehouse.Tests.DuckDb;

/// <summary>What a kill leaves is the files as they are: at each boundary of each effect they are copied, and the copies opened.</summary>
public sealed class KilledTests
{
    [Fact]
    public async Task Kill_AtEachBoundary_FileOpensAndHeadIsWhole()
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenFileAsync();
        var first = await warehouse.PublishAsync(1);
        var copies = new List<(string At, string File)>();
        var lease = new AsyncLocal<bool> { Value = true };
        using (var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Warehouse",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Copy("start " + activity.OperationName),
            ActivityStopped = activity => Copy("stop " + activity.OperationName),
        })
        {
            ActivitySource.AddActivityListener(listener);
            await warehouse.PublishAsync(2, TestWarehouse.Day.AddDays(1));
        }

        Assert.Superset(new HashSet<string>(
            from name in new[] { "attempt.open", "segment.fill", "segment.commit", "candidate.begin", "model.build", "model.commit", "candidate.seal", "verdict.record", "release.publish", "release.commit", "attempt.close" }
            from edge in new[] { "start ", "stop " }
            select edge + name), copies.Select(copy => copy.At).ToHashSet());
        var published = copies.FindIndex(copy => copy.At == "stop release.commit");
        for (var i = 0; i < copies.Count; i++)
        {
            await using var killed = await DuckDbWarehouse.OpenAsync(copies[i].File, TimeSpan.Zero, warehouse.Clock, default);
            await using var rows = await killed.Reader.QueryAsync("select total from daily_metrics.fct", default);
            Assert.Equal(i < published ? 1L : 2L, (await rows.RowsAsync().SingleAsync())[0]);
            Assert.Equal(i < published, (await killed.Releases.HeadAsync(TestWarehouse.Pipeline, default))!.Id == first);
        }

        void Copy(string at)
        {
            // Other tests of this process have effects, too.
            if (!lease.Value)
                return;
            var file = Path.Combine(warehouse.Folder, $"killed-{copies.Count}.duckdb");
            File.Copy(warehouse.File, file);
            if (File.Exists(warehouse.File + ".wal"))
                File.Copy(warehouse.File + ".wal", file + ".wal");
            copies.Add((at, file));
        }
    }

    [Fact]
    public async Task Kill_BetweenTwoDrops_SecondDiscardFinishes()
    {
        await using var warehouse = await DuckDbTestWarehouse.OpenFileAsync();
        await warehouse.AttemptAsync();
        var (spec, _) = await warehouse.PrepareAsync(1);
        using (var connection = EtlMesh.DuckDb.DuckDbDatabase.Open(warehouse.File).Connect())
            connection.Execute($"drop table {Names.CandidateSchema(spec.Pipeline, spec.Uid)}.main__stg");
        await warehouse.ReopenAsync();
        await warehouse.House.Candidates.DiscardAsync(spec.RunId, 1, default);
        Assert.DoesNotContain(await warehouse.ObjectsAsync(), name => name.StartsWith("daily_metrics__", StringComparison.Ordinal));
    }
}
