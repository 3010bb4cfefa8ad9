using EtlMesh.Contracts;
using EtlMesh.Extractor.MySqlDump;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.Tests.MySqlDump;

public sealed class DumpReadingsTests : IDisposable
{
    private const string Dump = "CREATE TABLE t (a int);INSERT INTO t VALUES (1);";

    private readonly DumpNight night = new();
    private readonly Timers timers = new();
    private readonly Place place;
    private readonly DumpReadings readings;

    public DumpReadingsTests()
    {
        place = new Place(new LocalDump(night.Folder, night.Limits));
        readings = new DumpReadings(new ExtractorOptions { ScratchFolder = night.Scratch }, timers);
    }

    public void Dispose() => night.Dispose();

    [Theory]
    [InlineData("d.sql")]
    [InlineData("d.sql.gz")]
    public async Task ManyAtOnce_ShareOnePass(string name)
    {
        night.With(name, Dump);
        var files = await place.FindAsync(default);
        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => readings.OpenAsync(place, files, ["t"], default))));
        Assert.Equal(1, place.Opened);
        Assert.All(leases, lease => Assert.Same(leases[0].Reading, lease.Reading));
        foreach (var lease in leases)
            lease.Dispose();
        (await readings.OpenAsync(place, files, ["t"], default)).Dispose();
        Assert.Equal(1, place.Opened);
    }

    [Fact]
    public async Task WhatNobodyUsesForAWhile_IsLetGo()
    {
        night.With("d.sql.gz", Dump);
        var files = await place.FindAsync(default);
        (await readings.OpenAsync(place, files, ["t"], default)).Dispose();
        using (await readings.OpenAsync(place, files, ["t"], default))
            timers.Fire(); // late, while it is in use again
        Assert.Equal(1, place.Opened);
        timers.Fire();
        using (await readings.OpenAsync(place, files, ["t"], default))
            Assert.Equal(2, place.Opened);
    }

    [Fact]
    public async Task CutDump_IsNotGoneOverAgain()
    {
        night.With("d.sql", Dump + "INSERT INTO t VALUES (");
        var files = await place.FindAsync(default);
        for (var times = 0; times < 3; times++)
            await Assert.ThrowsAsync<TerminalEtlException>(() => readings.OpenAsync(place, files, ["t"], default));
        Assert.Equal(1, place.Opened);
    }

    [Fact]
    public async Task FileThatCannotBeOpenedNow_IsTriedAgain()
    {
        night.With("d.sql", Dump);
        var files = await place.FindAsync(default);
        place.Fails = true;
        await Assert.ThrowsAsync<TransientEtlException>(() => readings.OpenAsync(place, files, ["t"], default));
        place.Fails = false;
        using var lease = await readings.OpenAsync(place, files, ["t"], default);
        Assert.Equal(1, lease.Reading.Index.Find("t").Rows.Rows);
    }

    [Fact]
    public async Task NobodyWaiting_EndsThePass()
    {
        night.With("d.sql", Dump);
        var files = await place.FindAsync(default);
        place.Holds = true;
        using var given = new CancellationTokenSource();
        var waiting = readings.OpenAsync(place, files, ["t"], given.Token);
        await place.Reached.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await place.Ended.Task.WaitAsync(TimeSpan.FromMinutes(2));
        place.Holds = false;
        (await readings.OpenAsync(place, files, ["t"], default)).Dispose();
    }

    /// <summary>Counts how often a dump is gone over.</summary>
    private sealed class Place(LocalDump dump) : IDumpPlace
    {
        private int opened;

        public int Opened => opened;

        public bool Fails { get; set; }

        public bool Holds { get; set; }

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => dump.Name;

        public Task<IReadOnlyList<DumpObject>> FindAsync(CancellationToken ct) => dump.FindAsync(ct);

        public async Task<Stream> OpenAsync(DumpObject file, CancellationToken ct)
        {
            Interlocked.Increment(ref opened);
            if (Fails)
                throw new TransientEtlException("the disk is away");
            if (Holds)
            {
                Reached.TrySetResult();
                using var registered = ct.Register(() => Ended.TrySetResult());
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }

            return await dump.OpenAsync(file, ct);
        }

        public SafeFileHandle? OpenAnywhere(DumpObject file) => dump.OpenAnywhere(file);

        public void Verify(IReadOnlyList<DumpObject> files) => dump.Verify(files);
    }

    /// <summary>Timers that go off when they are told to.</summary>
    private sealed class Timers : TimeProvider
    {
        private Action? fire;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            return new Timer();
        }

        public void Fire() => fire!();

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
