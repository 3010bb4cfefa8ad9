using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>Follows a run of the mesh from afar until it stands still, and tells each change of a stage.</summary>
/// <param name="client">The mesh.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Takes a line.</param>
public sealed class RunFollowing(MeshClient client, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <param name="started">What was asked for. An earlier end of the same run is not mistaken for it.</param>
    /// <param name="ct">Stops following; the run goes on.</param>
    /// <returns>The run where it stands.</returns>
    public async Task<MeshRun> FollowAsync(AskedRunDocument started, CancellationToken ct)
    {
        var told = new StageNews();
        var heard = false;
        while (true)
        {
            if (await client.FindRunAsync(started.RunId, ct) is { } run)
            {
                // One that another's request set going a moment before is the same night.
                heard |= run.RequestId == started.RequestId || !RunStanding.Of(run);
                foreach (var line in heard ? told.Of(run) : [])
                    say(line);
                if (heard && RunStanding.Of(run))
                    return run;
            }

            await Task.Delay(Look, time, ct);
        }
    }
}
