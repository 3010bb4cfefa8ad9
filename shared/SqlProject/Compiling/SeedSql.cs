using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>A seed's rows as one SELECT of typed literals.</summary>
internal static class SeedSql
{
    public static string Of(SqlSeed seed)
    {
        var sql = new StringBuilder("select\n");
        for (var i = 0; i < seed.Columns.Count; i++)
        {
            sql.Append("    cast(column_").Append(i + 1).Append(" as ").Append(seed.Columns[i].Type).Append(") as ")
                .Append(RelationName.Quote(seed.Columns[i].Name)).Append(i + 1 < seed.Columns.Count ? ",\n" : "\n");
        }

        sql.Append("from (values\n");
        if (seed.Rows.Count == 0) Row(sql, [.. seed.Columns.Select(_ => (string?)null)]);
        for (var i = 0; i < seed.Rows.Count; i++)
        {
            if (i > 0) sql.Append(",\n");
            Row(sql, seed.Rows[i]);
        }

        sql.Append("\n) as seed_rows(").AppendJoin(", ", Enumerable.Range(1, seed.Columns.Count).Select(i => $"column_{i}")).Append(')');
        if (seed.Rows.Count == 0) sql.Append("\nwhere 1 = 0");
        return sql.ToString();
    }

    private static void Row(StringBuilder sql, IReadOnlyList<string?> values) =>
        sql.Append("    (").AppendJoin(", ", values.Select(SqlText.Literal)).Append(')');
}
