namespace EtlMesh.AmazonSqs;

/// <summary>How full a queue is, as far as SQS knows: its counts are approximate.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Waiting">Messages that a receiver would get.</param>
/// <param name="InFlight">Messages in somebody's hands.</param>
/// <param name="Delayed">Messages whose time has not come.</param>
public sealed record QueueDepth(string Name, long Waiting, long InFlight, long Delayed);
