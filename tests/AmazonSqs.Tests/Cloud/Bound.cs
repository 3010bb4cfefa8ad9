namespace EtlMesh.AmazonSqs.Tests;

/// <summary>The bound of waits for events.</summary>
internal static class Bound
{
    public static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    public static Task Within(this Task task) => task.WaitAsync(Generous);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Generous);
}
