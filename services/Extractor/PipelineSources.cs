using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>The sources that a message's bundle names, with their connections resolved where they are used: here.</summary>
public sealed class PipelineSources(BundleStore bundles)
{
    /// <summary>Every source of the run's pipeline.</summary>
    public async Task<IReadOnlyList<SourceRequest>> AllAsync(RunMessage message, CancellationToken ct)
    {
        var bundle = await bundles.OpenAsync(message, ct);
        return [.. bundle.Definition.Sources.Select(source => Resolve(source, bundle))];
    }

    /// <summary>One table and its source.</summary>
    /// <exception cref="TerminalEtlException">The bundle has no such table, or its connection's variables are not set.</exception>
    public async Task<(SourceRequest Source, TableDefinition Table)> FindAsync(RunMessage message, string source, string table, CancellationToken ct)
    {
        var bundle = await bundles.OpenAsync(message, ct);
        var found = bundle.Definition.Find(source, table);
        return (Resolve(found.Source, bundle), found.Table);
    }

    private static SourceRequest Resolve(SourceDefinition source, BundleFolder bundle) => new(
        source,
        ConnectionAddress.Parse(EnvironmentReferences.Resolve(source.Connection, System.Environment.GetEnvironmentVariable)),
        bundle.OriginFolder);
}
