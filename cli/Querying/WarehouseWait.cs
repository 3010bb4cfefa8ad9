using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Cli;

/// <summary>A warehouse file belongs to one process at a time: a query waits for a night to end, but not for long.</summary>
public static class WarehouseWait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <exception cref="TransientEtlException">Another process still has the file; the message has its pid.</exception>
    public static async Task<DuckDbDatabase> OpenForReadingAsync(string file, TimeProvider time, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return DuckDbDatabase.Open(file, new DuckDbOptions { ReadOnly = true });
            }
            catch (DuckDbException busy) when (busy.Kind == DuckDbErrorKind.Locked && time.GetElapsedTime(began) < Longest)
            {
                await Task.Delay(Step, time, ct);
            }
            catch (DuckDbException failure)
            {
                throw new TransientEtlException(failure.Message, failure);
            }
        }
    }
}
