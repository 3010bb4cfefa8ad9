using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>A seed's rows as one SELECT of typed literals.</summary>
internal static class SeedSql
{
    /// <param name="seed">The seed.</param>
    /// <param name="engine">As <see cref="ProjectTarget.Type"/> has it.</param>
    public static string Of(SqlSeed seed, string engine)
    {
        var list = SeedRows.Of(engine);
        var sql = new StringBuilder("select\n");
        for (var i = 0; i < seed.Columns.Count; i++)
        {
            sql.Append("    cast(column_").Append(i + 1).Append(" as ").Append(list.Type(seed.Columns[i].Type)).Append(") as ")
                .Append(RelationName.Quote(seed.Columns[i].Name)).Append(i + 1 < seed.Columns.Count ? ",\n" : "\n");
        }

        sql.Append("from ").Append(list.Relation(seed.Rows.Count > 0 ? seed.Rows : [[.. seed.Columns.Select(_ => (string?)null)]]));
        if (seed.Rows.Count == 0) sql.Append("\nwhere 1 = 0");
        return sql.ToString();
    }
}
