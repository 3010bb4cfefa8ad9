using System.Diagnostics;

namespace EtlMesh.Faults.Tests;

/// <summary>Waits for what another process reaches without telling, by looking again and again, bounded.</summary>
internal static class Until
{
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks until something is as wanted.</summary>
    /// <param name="look">What is there now.</param>
    /// <param name="wanted">Whether that is it.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="atMost">The bound; two minutes when left out.</param>
    /// <returns>What was seen at last.</returns>
    public static async Task<T> SeenAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, string what, TimeSpan? atMost = null)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return seen;
            if (Stopwatch.GetElapsedTime(begun) > (atMost ?? Bound))
                throw new Xunit.Sdk.XunitException($"waited for {what}; last seen: {seen}");
            await Task.Delay(Between, TimeProvider.System, CancellationToken.None);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> look, string what, TimeSpan? atMost = null) => SeenAsync(look, seen => seen, what, atMost);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Bound);

    public static Task Within(this Task task) => task.WaitAsync(Bound);
}
