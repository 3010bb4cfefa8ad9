using System.Globalization;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class KilledProcessesTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    private const int Messages = 10_000;
    private const int Kills = 6;

    /// <summary>Two workers at any time; one of them is killed when so many effects are there as the seed says, and another takes its place.</summary>
    [Fact]
    public async Task TenThousandMessages_WhileConsumersAreKilledAndStartedAgain_NoneIsLostAndNoneTakesEffectTwice()
    {
        var (queue, folder, progress) = (Names.Queue(), Directory.CreateTempSubdirectory("etlmesh-effects-").FullName, new Progress());
        await using var sender = await BusProcess.StartAsync(cloud, _ => { });
        var workers = new List<WorkerProcess>();
        try
        {
            workers.AddRange([Worker(), Worker()]);
            await Task.WhenAll(workers.Select(worker => worker.Ready));
            var sending = Parallel.ForEachAsync(
                Enumerable.Range(0, Messages), new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (number, _) => await sender.SendAsync(queue, new PackParcel { Number = number }));

            var chance = new Random(17);
            for (var kill = 1; kill <= Kills; kill++)
            {
                await progress.ReachedAsync((Messages / (Kills + 1) * kill) + chance.Next(-400, 400));
                var victim = chance.Next(workers.Count);
                await workers[victim].KillAsync();
                await workers[victim].DisposeAsync();
                workers[victim] = Worker();
                await workers[victim].Ready;
            }

            await sending.Within();
            while (await cloud.CountAsync(queue) is not (0, 0))
                await Task.Yield();
            foreach (var worker in workers)
                await worker.StopAsync();

            Assert.Equal(Enumerable.Range(0, Messages), Directory.GetFiles(folder).Select(file => int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture)).Order());
            Assert.Equal(0, progress.Twice);
            Assert.True(progress.Again > 0, "No kill hit a message that was done and not acknowledged.");
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }

        WorkerProcess Worker() => WorkerProcess.Start(cloud, queue, folder, progress.Hear);
    }

    /// <summary>What the workers have told.</summary>
    private sealed class Progress
    {
        private readonly HashSet<int> done = [];
        private readonly SortedDictionary<int, TaskCompletionSource> awaited = [];

        public int Again { get; private set; }

        /// <summary>Messages whose effect two workers claim to have made.</summary>
        public int Twice { get; private set; }

        public void Hear(string what, int number)
        {
            lock (done)
            {
                if (what == "again")
                    Again++;
                else if (!done.Add(number))
                    Twice++;
                foreach (var reached in awaited.Where(waiting => waiting.Key <= done.Count))
                    reached.Value.TrySetResult();
            }
        }

        public Task ReachedAsync(int effects)
        {
            lock (done)
            {
                var reached = awaited[effects] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (done.Count >= effects)
                    reached.SetResult();
                return reached.Task.Within();
            }
        }
    }
}
