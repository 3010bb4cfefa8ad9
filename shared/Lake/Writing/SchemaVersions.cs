namespace EtlMesh.Lake;

/// <summary>How the columns of a table go on.</summary>
internal static class SchemaVersions
{
    /// <summary>All versions; the last one has the columns.</summary>
    public static IReadOnlyList<LakeSchema> After(IReadOnlyList<LakeSchema> past, IReadOnlyList<LakeColumn> columns, LakeRelease release) =>
        past.Count > 0 && past[^1].Columns.SequenceEqual(columns)
            ? past
            : [.. past, new LakeSchema(past.Count == 0 ? 1 : past[^1].Version + 1, release.Release, release.RunDate, columns)];

    /// <summary>Whether files with old columns can be read as the new ones. Equal contents are taken for granted: a column that only one of them has holds nothing but NULL.</summary>
    public static bool IsReadable(IReadOnlyList<LakeColumn> old, IReadOnlyList<LakeColumn> columns) =>
        columns.All(column => Find(old, column.Name) is not { } before || LakeType.IsPromoted(before.Type, column.Type));

    public static LakeColumn? Find(IReadOnlyList<LakeColumn> columns, string name) =>
        columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
}
