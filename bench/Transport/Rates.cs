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
    private double PerSecond => Median(rates);

    /// <summary>The median of what each round is of the other's round beside it.</summary>
    public double ShareOf(Rates other) => Median(rates.Zip(other.rates, (mine, theirs) => mine / theirs));

    public async Task MeasureAsync(Func<int, Task> run, int count)
    {
        GC.Collect();
        var (start, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await run(count);
        rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
        processor += Environment.CpuUsage.TotalTime - worked;
        messages += count;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {PerSecond:N0} messages/s ({rates.Min():N0} to {rates.Max():N0}), {processor.TotalMicroseconds / messages:N0} us of processor time a message");
}
