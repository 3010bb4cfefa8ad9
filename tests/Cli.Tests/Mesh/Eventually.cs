namespace EtlMesh.Cli.Tests;

/// <summary>Waits for what no event tells, such as a state of another process.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task TrueAsync(Func<bool> condition)
    {
        using var bound = new CancellationTokenSource(OtherProcess.Bound);
        while (!condition())
            await Task.Delay(Look, TimeProvider.System, bound.Token);
    }
}
