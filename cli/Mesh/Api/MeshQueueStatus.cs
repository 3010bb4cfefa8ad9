namespace EtlMesh.Cli;

/// <summary>A queue of a mesh.</summary>
/// <param name="Name">The queue's.</param>
/// <param name="Waiting">Messages that nobody has taken yet.</param>
/// <param name="InFlight">Messages that are worked on.</param>
/// <param name="WaitingSince">When the oldest that waits was seen first; null when none waits.</param>
public sealed record MeshQueueStatus(string Name, long Waiting, long InFlight, DateTimeOffset? WaitingSince);
