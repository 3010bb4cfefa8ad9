using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Extractor.HttpApi;
using EtlMesh.Extractor.Objects;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor;

/// <summary>The connectors by kind of connection.</summary>
public sealed class SourceConnectors(IReadOnlyDictionary<ConnectionKind, ISourceConnector> connectors) : IDisposable
{
    /// <summary>All connectors there are.</summary>
    /// <param name="options">Scratch folder and limits.</param>
    /// <param name="time">Waits, where a source asks for that.</param>
    public static SourceConnectors All(ExtractorOptions options, TimeProvider time) => new(new Dictionary<ConnectionKind, ISourceConnector>
    {
        [ConnectionKind.Files] = new FilesConnector(options),
        [ConnectionKind.MySql] = new MySql.MySqlConnector(options, time),
        [ConnectionKind.Postgres] = new Postgres.PostgresConnector(options),
        [ConnectionKind.MySqlDump] = new MySqlDump.MySqlDumpConnector(options, time),
        [ConnectionKind.S3] = new ObjectsConnector(options, time),
        [ConnectionKind.Https] = new HttpApiConnector(options, time, Environment.GetEnvironmentVariable),
    });

    /// <exception cref="TerminalEtlException">There is no connector for this kind of connection.</exception>
    public ISourceConnector For(SourceRequest source) =>
        connectors.TryGetValue(source.Address.Kind, out var connector)
            ? connector
            : throw new TerminalEtlException(
                $"Connecting to source {source.Definition.Name}: there is no connector for {source.Address.Kind} yet, only for {string.Join(", ", connectors.Keys)}; change the source's connection in the pipeline file.");

    public void Dispose()
    {
        foreach (var connector in connectors.Values.OfType<IDisposable>())
            connector.Dispose();
    }
}
