using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Transport;

/// <summary>How many messages a loop moves in a second, over all its rounds, and what each costs this process.</summary>
internal sealed class Rates(string name)
{
    private readonly List<double> rates = [];
    private TimeSpan processor;
    private int messages;

    /// <summary>The median of the rounds.</summary>
    public double PerSecond => rates.Order().ElementAt(rates.Count / 2);

    public async Task MeasureAsync(Func<int, Task> run, int count, bool counts)
    {
        GC.Collect();
        var (start, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await run(count);
        if (!counts)
            return;
        rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        processor += Environment.CpuUsage.TotalTime - worked;
        messages += count;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {PerSecond:N0} messages/s ({rates.Min():N0} to {rates.Max():N0}), {processor.TotalMicroseconds / messages:N0} us of processor time a message");
}
