using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>Columns of source tables that a candidate no longer has: what a model may have named in vain.</summary>
internal static class LostColumns
{
    /// <returns>A sentence for the error of a model; empty when nothing was lost.</returns>
    public static async Task<string> TellAsync(IWarehouse warehouse, CandidateSpec candidate, Snapshot snapshot, CancellationToken ct)
    {
        if (candidate.Parent is null || (await warehouse.Releases.ListAsync(candidate.Pipeline, ct)).FirstOrDefault(release => release.Id == candidate.Parent) is not { } parent)
            return "";
        var lost = (from table in parent.Snapshot.Tables
                    from column in table.Columns
                    where snapshot.Find(table.Source, table.Table) is { } now && !now.Columns.Any(other => other.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))
                    select $"{table.Source}.{table.Table}.{column.Name}").ToList();
        return lost.Count == 0 ? "" : $" Since release {parent.Id} the source tables have no more: {string.Join(", ", lost)}; correct the model, or `columns:` in the pipeline file.";
    }
}
