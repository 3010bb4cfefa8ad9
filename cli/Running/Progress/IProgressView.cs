using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Shows a run while it goes on.</summary>
public interface IProgressView : IAsyncDisposable
{
    /// <summary>Shows what an event changed.</summary>
    /// <param name="message">The event.</param>
    /// <param name="run">The run after it.</param>
    void Show(RunMessage message, RunProgress run);

    /// <summary>Tells that the run is being cancelled.</summary>
    void Cancelling();
}
