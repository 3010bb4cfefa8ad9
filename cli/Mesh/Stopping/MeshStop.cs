using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Stops processes of a mesh: services first, so that they can give back what they hold, then what they stand on.</summary>
/// <param name="time">The clock.</param>
public sealed class MeshStop(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The names of those that had to be killed.</returns>
    /// <exception cref="TerminalEtlException">One could not even be killed.</exception>
    public async Task<IReadOnlyList<string>> StopAsync(IReadOnlyCollection<(string Name, ProcessIdentity Process)> processes)
    {
        var killed = new List<string>();
        foreach (var together in processes.GroupBy(process => Order(process.Name)).OrderBy(group => group.Key))
        {
            var ends = await Task.WhenAll(together.Select(async process => (process.Name, ByItself: await Ending.OfAsync(process.Process, SignalsOf(process.Name), Patience, time))));
            killed.AddRange(ends.Where(end => !end.ByItself).Select(end => end.Name));
        }

        var left = processes.Where(process => ProcessTable.IsAlive(process.Process)).Select(process => $"{process.Name} (pid {process.Process.Pid})").ToList();
        return left.Count == 0
            ? killed
            : throw new TerminalEtlException($"Stopping the mesh: {string.Join(", ", left)} cannot be killed; look whether it belongs to another user, or waits for a disk, and run `etlmesh down` again.");
    }

    /// <summary>Every process of a mesh that is alive: those it remembers, and those that a killed command started and could not note any more.</summary>
    public static IReadOnlyList<(string Name, ProcessIdentity Process)> Alive(MeshFolder mesh, MeshState? state, string postgres)
    {
        var known = (state?.Alive ?? []).Select(process => (process.Name, process.Identity)).ToList();
        var unknown = ProcessTable.WithVariable(MeshFolder.Mark, mesh.Path).Except(known.Select(process => process.Identity)).Select(process => ("a process", process));
        var database = PostgresCluster.Running(postgres) is { } server && !known.Exists(process => process.Identity == server) ? [(PostgresCluster.Name, server)] : Array.Empty<(string, ProcessIdentity)>();
        return [.. known, .. unknown, .. database];
    }

    private static int Order(string name) => name switch
    {
        PostgresCluster.Name => 2,
        CloudEmulator.Name => 1,
        _ => 0,
    };

    // PostgreSQL waits for its clients on SIGTERM, sends them away on SIGINT, and ends at once on SIGQUIT.
    private static int[] SignalsOf(string name) => name == PostgresCluster.Name ? [Signals.Interrupt, Signals.Quit] : [Signals.Terminate];
}
