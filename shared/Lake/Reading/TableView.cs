using EtlMesh.DuckDb;

namespace EtlMesh.Lake;

/// <summary>A table as a view on its files: the columns that the release has, whatever version a file is of.</summary>
internal static class TableView
{
    /// <param name="table">The table.</param>
    /// <param name="files">The partitions to be read, with their local files.</param>
    public static string Create(ShownTable table, IReadOnlyList<(LakePartition Partition, IReadOnlyList<string> Paths)> files)
    {
        var versions = files.GroupBy(file => file.Partition.Schema).OrderBy(group => group.Key)
            .Select(group => Select(table.Table, table.Table.SchemaOf(group.Key).Columns, $"read_parquet([{string.Join(", ", group.SelectMany(file => file.Paths).Select(Exactly))}], hive_partitioning = false)"))
            .DefaultIfEmpty($"{Select(table.Table, [], "(select 1)")} where false");
        return $"create view {Sql.Identifier(table.Schema)}.{Sql.Identifier(table.Table.Name)} as\nselect *{string.Concat(table.Table.Keys.Select(key => $", {Key(table.Table, key)}"))}\nfrom (\n{string.Join("\nunion all\n", versions)}\n)";
    }

    // Files of before a column was there have none of it, and others have it with the type of then.
    private static string Select(LakeTable table, IReadOnlyList<LakeColumn> has, string from)
    {
        var columns = table.Columns.Select(column =>
            $"cast({(SchemaVersions.Find(has, column.Name) is { } found ? Sql.Identifier(found.Name) : "null")} as {column.Type}) as {Sql.Identifier(column.Name)}");
        return $"select {string.Join(", ", columns)} from {from}";
    }

    /// <summary>A Hive column, from the column that it is of: rows of a file are in its partition.</summary>
    private static string Key(LakeTable table, string key)
    {
        var by = SchemaVersions.Find(table.Columns, table.PartitionBy!)!;
        var moment = by.Type == "TIMESTAMP WITH TIME ZONE" ? $"({Sql.Identifier(by.Name)} at time zone 'UTC')" : Sql.Identifier(by.Name);
        return $"cast({key}({moment}) as integer) as {Sql.Identifier(key)}";
    }

    // A path is a glob to the engine: a bracket around a wildcard makes it an ordinary character.
    private static string Exactly(string path) => Sql.Literal(string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString())));
}
