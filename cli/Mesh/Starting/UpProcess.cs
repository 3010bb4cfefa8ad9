namespace EtlMesh.Cli;

/// <summary>A process of a mesh after <c>up</c>.</summary>
/// <param name="Name">Such as <c>loader</c>.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Pid">Its number.</param>
/// <param name="Log">What it says; absolute.</param>
/// <param name="State">started, running when it did before, unhealthy, or silent.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record UpProcess(string Name, string Url, int Pid, string Log, string State, string? Detail)
{
    public const string Started = "started";
    public const string Running = "running";

    public bool Sound => State is Started or Running;
}
