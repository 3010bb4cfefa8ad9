using System.Globalization;
using Npgsql;

namespace EtlMesh.Extractor.Postgres;

/// <summary>Finds values of a key between which about the same number of rows lie, from a sample of the table.</summary>
internal sealed class SliceCut(NpgsqlConnection connection, string relation, bool canSample)
{
    /// <summary>Rows of a sample: of these, a part's size is right within some percent.</summary>
    private const double Sample = 50_000;

    private const double FewestOfPart = 50;

    /// <param name="key">Sorted by the server, in the columns' own order.</param>
    /// <param name="where">Rows that are wanted; empty for all.</param>
    /// <param name="rows">About how many they are.</param>
    /// <param name="parts">At least 1.</param>
    /// <returns>The values at which parts begin, the first aside; fewer when there are fewer values.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> IntoAsync(IReadOnlyList<KeyColumn> key, string where, long rows, int parts, CancellationToken ct)
    {
        if (parts < 2 || key.Count == 0)
            return [];
        var share = Sample / Math.Max(rows, 1) * 100;
        if (canSample && share < 50)
        {
            // A sample of whole pages, the same for the same table.
            var sampled = await CutsAsync(key, string.Create(CultureInfo.InvariantCulture, $"{relation} tablesample system ({Math.Max(share, 0.001)}) repeatable (1)"), where, parts, ct);
            if (sampled is not null)
                return sampled;
        }

        return await CutsAsync(key, relation, where, parts, ct) ?? [];
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>?> CutsAsync(IReadOnlyList<KeyColumn> key, string from, string where, int parts, CancellationToken ct)
    {
        var names = string.Join(", ", key.Select(column => column.Quoted));
        string[] conditions = [.. new[] { where }.Concat(key.Select(column => $"{column.Quoted} is not null")).Where(condition => condition.Length > 0)];
        var cuts = await SourceQuery.RowsAsync(connection,
            $"""
            select total, array[{string.Join(", ", key.Select(column => $"{column.Quoted}::text"))}]
            from (select {names}, row_number() over (order by {names}) - 1 as place, count(*) over () as total from {from} where {string.Join(" and ", conditions)}) as sample
            where place > 0 and place * {parts} / total <> (place - 1) * {parts} / total order by place
            """, ct);
        if (cuts.Count > 0 && from != relation && (long)cuts[0][0]! < parts * FewestOfPart)
            return null; // too small a sample: the table's pages are few or mostly empty
        if (cuts.Count == 0 && from != relation)
            return null;
        var distinct = new List<IReadOnlyList<string>>();
        foreach (var cut in cuts.Select(row => (string[])row[1]!))
            if (distinct.Count == 0 || !cut.SequenceEqual(distinct[^1]))
                distinct.Add(cut);
        return distinct;
    }
}
