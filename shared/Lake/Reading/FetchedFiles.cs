using System.Collections.Concurrent;
using EtlMesh.Staging;

namespace EtlMesh.Lake;

/// <summary>Files of a lake as local ones, as long as they are needed.</summary>
internal sealed class FetchedFiles : IAsyncDisposable
{
    private const int Parallel = 8;

    private readonly ConcurrentBag<StagedRead> _reads = [];

    /// <returns>The local paths of each partition's files.</returns>
    public async Task<IReadOnlyList<(LakePartition Partition, IReadOnlyList<string> Paths)>> FetchAsync(ShownTable table, IReadOnlyList<LakePartition> partitions, CancellationToken ct)
    {
        var paths = partitions.Select(partition => new string[partition.Files.Count]).ToList();
        var files = partitions.SelectMany((partition, i) => partition.Files.Select((file, k) => (Partition: i, File: k, Key: table.Place.Key(partition.Location + file.Name), file.Sha256)));
        // What is on this machine is read where it lies; a hash of all of it would cost more than the query.
        var local = table.Place.Store is LocalObjectStore;
        await System.Threading.Tasks.Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = ct }, async (file, stop) =>
        {
            var read = await table.Place.Store.FetchAsync(file.Key, local ? null : file.Sha256, stop);
            _reads.Add(read);
            paths[file.Partition][file.File] = read.LocalPath;
        });
        return [.. partitions.Select((partition, i) => (partition, (IReadOnlyList<string>)paths[i]))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var read in _reads)
            await read.DisposeAsync();
    }
}
