using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Cli;

/// <summary>The lake that a person names.</summary>
internal sealed class FoundLake : IDisposable
{
    private readonly LakePlaces _lakes;
    private readonly string? _pipeline;

    private FoundLake(LakePlaces lakes, IReadOnlyList<LakePlace> places, string? pipeline) => (_lakes, Places, _pipeline) = (lakes, places, pipeline);

    public IReadOnlyList<LakePlace> Places { get; }

    /// <param name="where">A pipeline's name or folder, <c>s3://bucket/prefix</c>, a lake's folder; null for the home's lake.</param>
    /// <param name="home">Absolute.</param>
    /// <param name="scratch">A folder for fetched files.</param>
    /// <param name="shell">The environment and the current folder.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="UsageException">It is neither, or nothing was published there.</exception>
    public static async Task<FoundLake> OfAsync(string? where, string home, string scratch, Shell shell, CancellationToken ct)
    {
        var lakes = EmbeddedLakes.Open(home, scratch, new LocalObjectStore(home), shell);
        try
        {
            if (where is not null && !where.StartsWith("s3://", StringComparison.Ordinal) && Pipeline(where, shell) is { } folder)
                return new FoundLake(lakes, [OfPipeline(lakes, folder)], folder);
            var root = lakes.Of(Address(where, shell));
            var pipelines = await root.PipelinesAsync(ct);
            return pipelines.Count > 0
                ? new FoundLake(lakes, [.. pipelines.Select(root.Part)], null)
                : throw new UsageException($"there is no lake at {root.Url}{(where is null ? "" : $", and no pipeline {where}")}; run a pipeline that has one, or name another place.");
        }
        catch
        {
            lakes.Dispose();
            throw;
        }
    }

    /// <summary>The named queries: of the pipeline's folder as they are now, or as they were published.</summary>
    public IReadOnlyList<NamedQuery> Queries(LakeReader reader) =>
    [
        .. (_pipeline is null ? reader.Catalogs.SelectMany(catalog => catalog.Queries) : NamedQueries.In(_pipeline))
            .OrderBy(query => query.Key, StringComparer.Ordinal).Select(query => NamedQuery.Parse(query.Key, query.Value)),
    ];

    public void Dispose() => _lakes.Dispose();

    private static string? Pipeline(string name, Shell shell)
    {
        try
        {
            return PipelineLocator.Find(name, shell.Folder);
        }
        catch (TerminalEtlException)
        {
            return null;
        }
    }

    private static LakePlace OfPipeline(LakePlaces lakes, string folder)
    {
        var read = PipelineFile.Read(folder);
        if (read.Definition is not { } definition)
            throw new UsageException(string.Join('\n', read.Problems));
        return lakes.Of(definition) ?? throw new UsageException($"pipeline {definition.Name} has no lake; add `lake:` to its file.");
    }

    private static LakeAddress Address(string? where, Shell shell)
    {
        if (where is null)
            return LakeAddress.Parse(new LakeDefinition { Tables = [] }.Location);
        return LakeAddress.Parse(where.StartsWith("s3://", StringComparison.Ordinal) ? where : Path.GetFullPath(where, shell.Folder));
    }
}
