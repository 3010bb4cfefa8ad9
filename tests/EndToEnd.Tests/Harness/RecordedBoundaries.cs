namespace EtlMesh.EndToEnd.Tests;

/// <summary>A night that is recorded once for a class of tests, when its first case asks for it; each boundary is a case.</summary>
internal sealed class RecordedBoundaries(Func<Task<RecordedNight>> record) : IDisposable
{
    // Test data are asked for without await, on a thread whose continuations are counted: so the work has threads of its own.
    private readonly Lazy<RecordedNight> night = new(() => Task.Run(record).GetAwaiter().GetResult());

    public RecordedNight Night => night.Value;

    /// <summary>k and the boundary.</summary>
    /// <param name="chosen">Of the night, k, and the effect: whether it is a case; null for every one.</param>
    public TheoryData<int, string> Cases(Func<RecordedNight, int, string, bool>? chosen = null)
    {
        var cases = new TheoryData<int, string>();
        for (var k = 1; k <= Night.Boundaries.Count; k++)
        {
            var boundary = Night.Boundaries[k - 1];
            if (chosen?.Invoke(Night, k, boundary.Split(' ')[2]) != false)
                cases.Add(k, boundary);
        }

        return cases;
    }

    public void Dispose()
    {
        if (night.IsValueCreated)
            night.Value.Dispose();
    }
}
