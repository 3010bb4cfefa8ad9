using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>The connectors by kind of connection.</summary>
public sealed class SourceConnectors(IReadOnlyDictionary<ConnectionKind, ISourceConnector> connectors)
{
    /// <summary>All connectors there are.</summary>
    public static SourceConnectors All(ExtractorOptions options) =>
        new(new Dictionary<ConnectionKind, ISourceConnector> { [ConnectionKind.Files] = new Files.FilesConnector(options) });

    /// <exception cref="TerminalEtlException">There is no connector for this kind of connection.</exception>
    public ISourceConnector For(SourceRequest source) =>
        connectors.TryGetValue(source.Address.Kind, out var connector)
            ? connector
            : throw new TerminalEtlException(
                $"Connecting to source {source.Definition.Name}: there is no connector for {source.Address.Kind} yet, only for {string.Join(", ", connectors.Keys)}; change the source's connection in the pipeline file.");
}
