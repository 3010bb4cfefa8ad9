using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Shows nothing: <c>--output json</c> keeps standard output for the document.</summary>
public sealed class NoProgress : IProgressView
{
    public void Show(RunMessage message, RunProgress run)
    {
    }

    public void Cancelling()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
