using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What a run's state means for whoever waits for it.</summary>
public static class RunStanding
{
    /// <summary>Whether it goes on by itself no more: it has ended, or a person has to say how.</summary>
    public static bool Of(MeshRun run) => run.State is RunStates.Suspended || HasEnded(run);

    public static bool HasEnded(MeshRun run) =>
        run.State is RunStates.Completed or RunStates.Blocked or RunStates.Failed or RunStates.Cancelled or RunStates.CompensationFailed;

    /// <summary>The exit code of a command that waited for it.</summary>
    public static int ExitCode(MeshRun run) => run.State switch
    {
        RunStates.Completed => ExitCodes.Done,
        RunStates.Blocked => ExitCodes.Blocked,
        _ => ExitCodes.Failed,
    };
}
