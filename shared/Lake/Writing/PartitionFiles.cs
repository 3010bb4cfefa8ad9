using System.Collections.Concurrent;
using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>Writes partitions. Their rows leave the warehouse once, in the order of the partitions, into one file; each partition is then read from the few row groups that hold it. So thousands of partitions need neither open files nor memory.</summary>
internal sealed class PartitionFiles(LakePlace place, string scratch, FileSizes sizes)
{
    /// <summary>Partitions that are written at a time.</summary>
    private const int Parallel = 4;

    private const string Memory = "512MB";

    /// <param name="all">These are all partitions of the model.</param>
    /// <returns>By date; the default date where the table has no partitions.</returns>
    public async Task<IReadOnlyDictionary<DateOnly, LakePartition>> WriteAsync(
        IExports exports, ExportSpec spec, LakeTableDefinition table, IReadOnlyList<ExportedPartition> partitions, bool all, int schema, string uid, CancellationToken ct)
    {
        var made = new ConcurrentDictionary<DateOnly, LakePartition>();
        if (partitions.Count == 0)
            return made;
        Directory.CreateDirectory(scratch);
        var export = Path.Combine(scratch, $"{table.Model}.parquet");
        try
        {
            await exports.WriteAsync(spec, all ? null : [.. partitions.Select(partition => partition.Date!.Value)], export, ct);
            var bytesPerRow = (double)new FileInfo(export).Length / Math.Max(1, partitions.Sum(partition => partition.Rows));
            using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { MemoryLimit = Memory, TempDirectory = scratch });
            var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = ct };
            await System.Threading.Tasks.Parallel.ForEachAsync(Ranges(partitions), limits, async (range, stop) =>
            {
                var (partition, first) = range;
                var location = $"{table.Model}/{PartitionFolder.Of(table.Granularity, partition.Date)}{uid}/";
                var count = Math.Max(1, (int)Math.Ceiling(partition.Rows * bytesPerRow / sizes.Target));
                var files = new List<LakeFile>();
                for (var k = 0; k < count; k++)
                    files.Add(await FileAsync(database, spec, export, location, partition, k, count, first, stop));
                made[partition.Date ?? default] = Made(partition, location, schema, files, spec);
            });
            return made;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Each partition with the number of its first row in the export.</summary>
    private static IEnumerable<(ExportedPartition Partition, long First)> Ranges(IEnumerable<ExportedPartition> partitions)
    {
        long first = 0;
        foreach (var partition in partitions.OrderBy(partition => partition.Date))
        {
            yield return (partition, first);
            first += partition.Rows;
        }
    }

    private async Task<LakeFile> FileAsync(DuckDbDatabase database, ExportSpec spec, string export, string location, ExportedPartition partition, int k, int count, long first, CancellationToken ct)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"part-{k:D5}.parquet");
        var select = $"select {string.Join(", ", spec.Columns.Select(column => Sql.Identifier(column.Name)))} from read_parquet({Sql.Literal(export)}, hive_partitioning = false, file_row_number = {(count > 1 ? "true" : "false")})";
        if (partition.Date is { } date)
            select += $" where {Sql.Identifier(ExportSpec.PartitionColumn)} = {Sql.Literal(date)}";
        if (count > 1)
            select += string.Create(CultureInfo.InvariantCulture,
                $" {(partition.Date is null ? "where" : "and")} file_row_number >= {first + (partition.Rows * k / count)} and file_row_number < {first + (partition.Rows * (k + 1) / count)}");
        await using var write = await place.Store.CreateAsync(place.Key(location + name), ct);
        using var connection = database.Connect();
        var rows = await Parquet.WriteAsync(connection, select, write, ct);
        var stored = await write.CommitAsync(ct);
        return new LakeFile(name, rows, stored.Bytes, stored.Sha256);
    }

    private static LakePartition Made(ExportedPartition partition, string location, int schema, IReadOnlyList<LakeFile> files, ExportSpec spec)
    {
        var rows = files.Sum(file => file.Rows);
        if (rows != partition.Rows)
            throw new TerminalEtlException(string.Create(CultureInfo.InvariantCulture,
                $"Writing model {spec.Model} to the lake: {location} got {rows} rows, the candidate has {partition.Rows} there. Nothing was published; run the night again."));
        return new LakePartition
        {
            Date = partition.Date,
            Location = location,
            Schema = schema,
            Rows = rows,
            Bytes = files.Sum(file => file.Bytes),
            Digest = partition.Digest,
            Files = files,
        };
    }
}
