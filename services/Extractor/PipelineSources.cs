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
        return [.. bundle.Definition.Sources.Select(source => Resolve(source, bundle, message))];
    }

    /// <summary>One table and its source.</summary>
    /// <exception cref="TerminalEtlException">The bundle has no such table, or its connection's variables are not set.</exception>
    public async Task<(SourceRequest Source, TableDefinition Table)> FindAsync(RunMessage message, string source, string table, CancellationToken ct)
    {
        var bundle = await bundles.OpenAsync(message, ct);
        var found = bundle.Definition.Find(source, table);
        return (Resolve(found.Source, bundle, message), found.Table);
    }

    /// <summary>The zone by which the pipeline's days begin and end: its schedule's, else UTC.</summary>
    /// <exception cref="TerminalEtlException">This machine does not know it.</exception>
    public async Task<TimeZoneInfo> TimeZoneAsync(RunMessage message, CancellationToken ct)
    {
        var name = (await bundles.OpenAsync(message, ct)).Definition.Schedule?.TimeZone ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new TerminalEtlException($"Planning the tables of {message.Pipeline}: this machine does not know the time zone `{name}` of its schedule; install the time zone data, or correct `timezone:` in the pipeline file.");
    }

    private static SourceRequest Resolve(SourceDefinition source, BundleFolder bundle, RunMessage message) => new(
        source,
        ConnectionAddress.Parse(EnvironmentReferences.Resolve(source.Connection, System.Environment.GetEnvironmentVariable)),
        bundle.OriginFolder)
    {
        RunDate = message.RunDate,
    };
}
