using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Lake;

/// <summary>Finds lakes by what pipeline files say.</summary>
/// <param name="home">Where the objects of the mesh lie, and lakes that name a mere folder.</param>
/// <param name="homeUrl">How other engines name that place: <c>s3://bucket/prefix</c>, or a folder.</param>
/// <param name="s3">How S3 is spoken to; the bucket is the lake's own.</param>
/// <param name="scratch">A folder of this process's own for files on their way; it is made when it is needed, and goes in the end.</param>
/// <param name="variable">The environment that locations refer to.</param>
/// <param name="time">The clock.</param>
public sealed class LakePlaces(IObjectStore home, string homeUrl, S3StoreOptions s3, string scratch, Func<string, string?> variable, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<LakeAddress, Lazy<S3ObjectStore>> stores = new();

    public string Scratch => scratch;

    public TimeProvider Time => time;

    /// <summary>The pipeline's lake; null when it has none.</summary>
    /// <exception cref="TerminalEtlException">The location is no place for a lake.</exception>
    public LakePlace? Of(PipelineDefinition pipeline) => pipeline.Lake is { } lake
        ? Of(LakeAddress.Parse(EnvironmentReferences.Resolve(lake.Location, variable))).Part(pipeline.Name)
        : null;

    /// <summary>A whole lake.</summary>
    public LakeRoot Of(LakeAddress address)
    {
        if (address.Bucket is not null)
            return new LakeRoot(stores.GetOrAdd(address, _ => new Lazy<S3ObjectStore>(() => new S3ObjectStore(s3.In(address.Bucket, address.Path, scratch), time))).Value, "", $"s3://{address.Bucket}/{Folder(address.Path)}");
        return address.IsFolder
            ? new LakeRoot(new LocalObjectStore(address.Path), "", address.Path + "/")
            : new LakeRoot(home, Folder(address.Path), $"{homeUrl.TrimEnd('/')}/{Folder(address.Path)}");
    }

    public void Dispose()
    {
        foreach (var store in stores.Values.Where(store => store.IsValueCreated))
            store.Value.Dispose();
        if (Directory.Exists(scratch))
            Directory.Delete(scratch, recursive: true);
    }

    private static string Folder(string path) => path.Length == 0 ? "" : path + "/";
}
