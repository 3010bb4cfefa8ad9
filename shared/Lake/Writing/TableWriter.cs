using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>Writes a model's partitions that the parent's catalog does not have as they are.</summary>
internal sealed class TableWriter(LakePlace place, IExports exports, string scratch, FileSizes sizes)
{
    /// <param name="past">The table in the parent's catalog; null when it is new.</param>
    /// <param name="uid">Of this execution.</param>
    public async Task<LakeTable> WriteAsync(LakeRelease release, LakeTableDefinition table, LakeTable? past, string uid, CancellationToken ct)
    {
        var columns = await exports.ColumnsAsync(release.Pipeline, release.Candidate, table.Model, ct);
        LakeColumns.Check(table, columns);
        var written = columns.Select(column => new LakeColumn(column.Name, LakeColumns.TypeOf(table, column).Sql)).ToList();
        var spec = new ExportSpec
        {
            Pipeline = release.Pipeline,
            Candidate = release.Candidate,
            Model = table.Model,
            Columns = columns,
            Types = [.. written.Select(column => column.Type)],
            PartitionBy = table.PartitionBy,
            Granularity = Enum.Parse<ExportGranularity>(table.Granularity.ToString()),
        };
        var schemas = SchemaVersions.After(past?.Schemas ?? [], written, release);
        var plan = new TablePlan(past is not null && IsPartedAlike(past, table) ? past : null, schemas[^1], sizes);
        var partitions = await exports.PartitionsAsync(spec, ct);
        var changed = partitions.Where(partition => plan.Kept(partition) is null).ToList();
        var made = await new PartitionFiles(place, scratch, sizes).WriteAsync(exports, spec, table, changed, all: changed.Count == partitions.Count, schemas[^1].Version, uid, ct);
        return new LakeTable
        {
            Name = table.Model,
            PartitionBy = table.PartitionBy,
            Granularity = table.Granularity,
            Schema = schemas[^1].Version,
            Schemas = schemas,
            Partitions = [.. partitions.Select(partition => plan.Kept(partition) ?? made[partition.Date ?? default])],
        };
    }

    private static bool IsPartedAlike(LakeTable past, LakeTableDefinition table) =>
        string.Equals(past.PartitionBy, table.PartitionBy, StringComparison.OrdinalIgnoreCase) && past.Granularity == table.Granularity;
}
