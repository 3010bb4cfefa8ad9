using System.Buffers;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>What SQS and SNS take as a name, and the names of the queues beside a queue.</summary>
internal static class EntityName
{
    public const string FifoSuffix = ".fifo";
    private const int LongestQueue = 80;
    private const int LongestTopic = 256;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsFifo(string name) => name.EndsWith(FifoSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The queue beside a queue: <c>orders</c> → <c>orders_error</c>, <c>orders.fifo</c> → <c>orders_error.fifo</c>.</summary>
    /// <param name="beside">Makes the name of the part before <c>.fifo</c>.</param>
    public static string Beside(string queue, Func<string, string> beside) =>
        IsFifo(queue) ? beside(queue[..^FifoSuffix.Length]) + FifoSuffix : beside(queue);

    public static bool IsValid(string name, bool isTopic)
    {
        var stem = IsFifo(name) ? name.AsSpan()[..^FifoSuffix.Length] : name;
        return name.Length <= (isTopic ? LongestTopic : LongestQueue) && stem.Length > 0 && !stem.ContainsAnyExcept(Allowed);
    }

    /// <exception cref="ArgumentException">The service would refuse the name.</exception>
    public static void Check(string name, bool isTopic)
    {
        if (!IsValid(name, isTopic))
        {
            throw new ArgumentException(
                $"'{name}' is no name of {(isTopic ? "an SNS topic" : "an SQS queue")}: 1 to {(isTopic ? LongestTopic : LongestQueue)} letters, digits, '-' and '_', and '.fifo' at the end where order is kept.",
                nameof(name));
        }
    }
}
