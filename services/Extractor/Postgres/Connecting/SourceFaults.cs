using EtlMesh.PostgresCopy;

namespace EtlMesh.Extractor.Postgres;

/// <summary>The server's failures in the house's two kinds.</summary>
internal static class SourceFaults
{
    /// <param name="doing">What is being done to what: "planning shop.orders".</param>
    /// <param name="ct">Once it is cancelled, whatever the server says is a cancellation.</param>
    /// <exception cref="Contracts.TransientEtlException">The server is away, or another time it may go well.</exception>
    /// <exception cref="Contracts.TerminalEtlException">The server refuses.</exception>
    public static async Task<T> RunAsync<T>(string doing, Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (PostgresFailures.Named(doing, e) is { } named)
        {
            ct.ThrowIfCancellationRequested();
            throw named;
        }
    }
}
