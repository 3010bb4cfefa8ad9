using EtlMesh.Contracts;
using EtlMesh.Extractor.Planning;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>Tables as files in a folder: CSV, JSON lines, JSON arrays, each also compressed by gzip; one file or a glob for each table.</summary>
public sealed class FilesConnector(ExtractorOptions options) : ISourceConnector
{
    public Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct)
    {
        var folder = Folder(source);
        var seen = source.Definition.Tables.Select(table => (Table: table, Files: folder.Find(table))).ToList();
        var missing = seen
            .Where(found => found.Files.Count == 0 && !found.Table.AllowEmpty)
            .Select(found => $"{source.Definition.Name}.{found.Table.Name}: no file {found.Table.Glob} in {folder.Root}")
            .ToList();
        return Task.FromResult(missing.Count > 0
            ? new ProbeResult(false, missing)
            : new ProbeResult(true, [.. seen.Select(found => Evidence($"{source.Definition.Name}.{found.Table.Name}", found.Files))]));
    }

    public Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct) => Task.Run(
        () =>
        {
            var folder = Folder(table.Source);
            var files = folder.Find(table.Table);
            if (files.Count == 0 && !table.Table.AllowEmpty)
                throw new TerminalEtlException($"Planning {table.Table.Name}: there is no file {table.Table.Glob} in {folder.Root}; deliver it, correct `path:`, or set `allow_empty: true` in the pipeline file.");

            var columns = table.Table.Columns ?? table.Base.Columns ?? new ColumnSniffer(folder, table.Table, options).Sniff(files, ct);
            Check(table.Table, columns);
            var reading = WindowPlan.Of(table.Table, columns, table.Base, table.Night, ct);
            return new TablePlanResult([.. SlicePlanner.Plan(files, table.Table.Slices).Select(slice => (slice with { Window = reading.Window }).ToJson())], columns, reading);
        },
        ct);

    public Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct) =>
        new SliceLanding(Folder(slice.Source), options, store).LandAsync(slice, ct);

    private SourceFolder Folder(SourceRequest source) => new(source.Address.PathFrom(source.OriginFolder), options.Files);

    private void Check(TableDefinition table, IReadOnlyList<ColumnSpec> columns)
    {
        if (columns.Count > options.Files.Columns)
            throw new TerminalEtlException($"Planning {table.Name}: it has {columns.Count} columns, the limit is {options.Files.Columns}; divide the table.");
        _ = TargetColumn.Of(columns);
        foreach (var name in table.Key.Append(table.Watermark).Append(table.Deleted).OfType<string>())
        {
            if (!columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw new TerminalEtlException($"Planning {table.Name}: `{name}` is none of its columns ({string.Join(", ", columns.Select(column => column.Name))}); correct key, watermark or deleted in the pipeline file.");
        }
    }

    private static string Evidence(string table, IReadOnlyList<SourceFile> files) =>
        files.Count == 0
            ? $"{table}: no file, which it allows"
            : $"{table}: {files.Count} {(files.Count == 1 ? "file" : "files")}, {files.Sum(file => file.Bytes)} bytes, newest {files.MaxBy(file => file.Modified)!.Name}";
}
