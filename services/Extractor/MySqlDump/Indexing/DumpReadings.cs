using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The dumps that this process has gone over: one pass for each version of a dump, whoever asks for its tables and however many at once. What nobody uses for a while is let go.</summary>
internal sealed class DumpReadings(ExtractorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Pass> passes = new(StringComparer.Ordinal);

    /// <param name="place">Where the dump lies.</param>
    /// <param name="files">Its files.</param>
    /// <param name="tables">The tables that are wanted of it.</param>
    /// <param name="ct">Gives up waiting; the pass ends when nobody waits.</param>
    public async Task<DumpLease> OpenAsync(IDumpPlace place, IReadOnlyList<DumpObject> files, IReadOnlyList<string> tables, CancellationToken ct)
    {
        var key = string.Join('\n', [place.Name, .. files.Select(file => file.ToString()), .. tables]);
        Pass pass;
        lock (gate)
        {
            if (!passes.TryGetValue(key, out pass!))
                passes.Add(key, pass = new Pass(key, end => DumpReading.OpenAsync(place, files, tables, options, end)));
            pass.Users++;
            pass.Timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        try
        {
            return new DumpLease(await pass.Reading.WaitAsync(ct), () => Release(pass));
        }
        catch
        {
            Release(pass);
            throw;
        }
    }

    private void Release(Pass pass)
    {
        lock (gate)
        {
            if (--pass.Users > 0)
                return;
            // The same dump is cut or broken tomorrow as well; anything else may go better when it is asked for again.
            if (!pass.Reading.IsCompletedSuccessfully && pass.Reading.Exception?.InnerException is not TerminalEtlException)
                Remove(pass);
            else if (pass.Timer is null)
                pass.Timer = time.CreateTimer(_ => Expire(pass), null, Idle, Timeout.InfiniteTimeSpan);
            else
                pass.Timer.Change(Idle, Timeout.InfiniteTimeSpan);
        }
    }

    private void Expire(Pass pass)
    {
        lock (gate)
        {
            if (pass.Users == 0)
                Remove(pass);
        }
    }

    private void Remove(Pass pass)
    {
        passes.Remove(pass.Key);
        pass.Dispose();
    }

    private sealed class Pass : IDisposable
    {
        private readonly CancellationTokenSource end = new();

        public Pass(string key, Func<CancellationToken, Task<DumpReading>> open)
        {
            Key = key;
            Reading = Task.Run(() => open(end.Token));
        }

        public string Key { get; }

        public Task<DumpReading> Reading { get; }

        public int Users { get; set; }

        public ITimer? Timer { get; set; }

        public void Dispose()
        {
            Timer?.Dispose();
            end.Cancel();
            // Also one that is still under way, when it has ended.
            _ = Reading.ContinueWith(
                ended =>
                {
                    if (ended.IsCompletedSuccessfully)
                        ended.Result.Dispose();
                    else
                        _ = ended.Exception;
                    end.Dispose();
                },
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
