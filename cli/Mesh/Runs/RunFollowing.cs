namespace EtlMesh.Cli;

/// <summary>Follows a run of the mesh from afar until it stands still, and tells each change of a stage.</summary>
/// <param name="client">The mesh.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Takes a line.</param>
public sealed class RunFollowing(MeshClient client, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <param name="run">The run.</param>
    /// <param name="before">The run as it was before it was asked for; null when it is new. An ended one is not mistaken for what was asked.</param>
    /// <param name="ct">Stops following; the run goes on.</param>
    /// <returns>The run where it stands.</returns>
    public async Task<MeshRun> FollowAsync(Guid run, MeshRun? before, CancellationToken ct)
    {
        var told = new StageNews();
        while (true)
        {
            if (await client.FindRunAsync(run, ct) is { } now && !IsStale(now, before))
            {
                foreach (var line in told.Of(now))
                    say(line);
                if (RunStanding.Of(now))
                    return now;
            }

            await Task.Delay(Look, time, ct);
        }
    }

    // The request is on its way: the run still is as it was.
    private static bool IsStale(MeshRun now, MeshRun? before) =>
        before is not null && RunStanding.Of(before) && now.State == before.State && now.UpdatedAt == before.UpdatedAt;
}
