namespace EtlMesh.Cli;

/// <summary>One process and no other: numbers are used again, a number with its start time is not.</summary>
/// <param name="Pid">The process' number.</param>
/// <param name="Started">When it was started, in clock ticks since the machine's start.</param>
public readonly record struct ProcessIdentity(int Pid, long Started);
