using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Probing;

/// <summary>Asks every source of a run whether it is ready.</summary>
public sealed class SourceProbe(PipelineSources sources, SourceConnectors connectors)
{
    /// <returns>Ready only when all sources are; the lines of those that are not, else of all.</returns>
    public async Task<ProbeResult> ProbeAsync(ProbeSource command, CancellationToken ct)
    {
        using var effect = Effects.Source.StartActivity(Effects.Probe, ActivityKind.Internal);
        var results = new List<ProbeResult>();
        foreach (var source in await sources.AllAsync(command, ct))
            results.Add(await connectors.For(source).ProbeAsync(source, ct));

        var ready = results.TrueForAll(result => result.Ready);
        return new ProbeResult(ready, [.. results.Where(result => result.Ready == ready).SelectMany(result => result.Lines)]);
    }
}
