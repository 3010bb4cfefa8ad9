using System.Runtime.ExceptionServices;
using EtlMesh.Contracts;

namespace EtlMesh.Transformer;

/// <summary>Builds a graph from its roots on: a node starts as soon as all it depends on is built, several at a time.</summary>
internal static class GraphOrder
{
    /// <param name="nodes">The nodes; what they depend on and is not among them counts as built.</param>
    /// <param name="parallelism">How many are built at a time, at most.</param>
    /// <param name="build">Builds one node.</param>
    /// <param name="ct">Cancels what runs and starts nothing more.</param>
    /// <exception cref="TerminalEtlException">Some nodes wait for each other.</exception>
    /// <remarks>The first failure stops the others and is thrown when they have ended.</remarks>
    public static async Task RunAsync(IReadOnlyCollection<BuildStep> nodes, int parallelism, Func<BuildStep, CancellationToken, Task> build, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var steps = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var waiting = nodes.ToDictionary(node => node.Name, node => node.DependsOn.Where(steps.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var running = new Dictionary<Task, string>();
        Exception? failure = null;
        while (true)
        {
            if (failure is null)
            {
                foreach (var name in waiting.Where(node => node.Value.Count == 0).Select(node => node.Key).Take(parallelism - running.Count).ToList())
                {
                    waiting.Remove(name);
                    running.Add(Task.Run(() => build(steps[name], stop.Token), stop.Token), name);
                }
            }

            if (running.Count == 0)
                break;

            var ended = await Task.WhenAny(running.Keys);
            running.Remove(ended, out var built);
            try
            {
                await ended;
                foreach (var dependsOn in waiting.Values)
                    dependsOn.Remove(built!);
            }
            catch (Exception thrown)
            {
                failure ??= thrown;
                await stop.CancelAsync();
            }
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        if (waiting.Count > 0)
            throw new TerminalEtlException($"Building the models: {string.Join(", ", waiting.Keys.Order(StringComparer.Ordinal))} wait for each other. Take one of their references away.");
    }
}
