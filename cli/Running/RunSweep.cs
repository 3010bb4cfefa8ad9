using EtlMesh.Pipelines;
using EtlMesh.Transformer;

namespace EtlMesh.Cli;

/// <summary>The sweep after an embedded run.</summary>
public static class RunSweep
{
    /// <summary>Never changes how the run ended: a failure is a warning, and the next run sweeps again.</summary>
    public static async Task SweepAsync(Leftovers leftovers, PipelineDefinition pipeline, TextWriter warnings, CancellationToken ct)
    {
        try
        {
            await leftovers.SweepAsync(pipeline, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Whoever interrupts does not want to wait.
        }
        catch (Exception failure)
        {
            await warnings.WriteLineAsync($"etlmesh: warning: sweeping what {pipeline.Name} no longer needs: {failure.Message} The run is not affected; the next one sweeps again.");
        }
    }
}
