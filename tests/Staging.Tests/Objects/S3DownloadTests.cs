namespace EtlMesh.Staging.Tests.Objects;

/// <summary>A download that is given up between bytes.</summary>
public sealed class S3DownloadTests(S3Cloud cloud) : IClassFixture<S3Cloud>
{
    private const string Key = "landing/slice.parquet";

    [Fact]
    public async Task SilenceThatEndsWhileBytesAreKept_GoesOnBehindThem_WithTheirHash()
    {
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        using var bucket = await cloud.NewBucketAsync();
        var time = new ImpatientTime();
        using var store = bucket.Open(_ => { }, time);
        StoredObject stored;
        await using (var write = await store.CreateAsync(Key, default))
        {
            await File.WriteAllBytesAsync(write.LocalPath, bytes);
            stored = await write.CommitAsync(default);
        }

        time.StrikeAtTheNextByte();
        await using var read = await store.FetchAsync(Key, stored.Sha256, default);

        Assert.True(time.HasStruck);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(read.LocalPath));
    }

    /// <summary>A timer that is set anew because something came goes off at once, one time.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        private int armed;

        public bool HasStruck { get; private set; }

        public void StrikeAtTheNextByte() => Volatile.Write(ref armed, 1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(this, base.CreateTimer(callback, state, dueTime, period), () => callback(state));

        private sealed class Timer(ImpatientTime time, ITimer inner, Action strike) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = inner.Change(dueTime, period);
                if (dueTime > TimeSpan.Zero && Interlocked.Exchange(ref time.armed, 0) == 1)
                {
                    time.HasStruck = true;
                    strike();
                }

                return changed;
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
