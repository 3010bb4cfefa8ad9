namespace EtlMesh.EndToEnd.Tests;

/// <summary>A night that is recorded once for a class of tests, when its first case asks for it; each boundary is a case.</summary>
internal sealed class RecordedBoundaries(Func<Task<RecordedNight>> record) : IDisposable
{
    // Test data are asked for without await, on a thread whose continuations are counted: so the work has threads of its own.
    private readonly Lazy<RecordedNight> night = new(() => Task.Run(record).GetAwaiter().GetResult());

    public RecordedNight Night => night.Value;

    /// <summary>k and the boundary, for the first so many of the night.</summary>
    public TheoryData<int, string> Cases(Func<RecordedNight, int> count)
    {
        var cases = new TheoryData<int, string>();
        for (var k = 1; k <= count(Night); k++)
            cases.Add(k, Night.Boundaries[k - 1]);
        return cases;
    }

    public void Dispose()
    {
        if (night.IsValueCreated)
            night.Value.Dispose();
    }
}
