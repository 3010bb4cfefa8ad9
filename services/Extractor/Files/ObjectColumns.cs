using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Columns that a table may name although its files do not hold them: where a record comes from.</summary>
internal sealed class ObjectColumns
{
    /// <summary>The file's name below the connection.</summary>
    public const string Key = "object_key";

    /// <summary>When the file was written last.</summary>
    public const string ModifiedAt = "object_modified_at";

    /// <summary>The line on which the record begins, from 1.</summary>
    public const string Line = "object_line";

    private static readonly IReadOnlyList<ColumnSpec> All =
        [new() { Name = Key, Type = "varchar" }, new() { Name = ModifiedAt, Type = "timestamptz" }, new() { Name = Line, Type = "bigint" }];

    private readonly int[] contentOf;

    /// <param name="columns">The table's columns.</param>
    public ObjectColumns(IReadOnlyList<TargetColumn> columns)
    {
        var content = columns.Where(column => Find(column.Name) is null).ToList();
        contentOf = [.. columns.Select(column => Find(column.Name) is { } own ? ObjectRecords.Of(own.Name) : content.IndexOf(column))];
        Content = content;
    }

    /// <summary>The columns that the files hold.</summary>
    public IReadOnlyList<TargetColumn> Content { get; }

    /// <summary>Records of a file with the columns that are not in it.</summary>
    public IRecordSource Around(IRecordSource records, SourceFile file) =>
        Content.Count == contentOf.Length ? records : new ObjectRecords(records, contentOf, file);

    /// <summary>The columns that files hold.</summary>
    public static IReadOnlyList<ColumnSpec>? Without(IReadOnlyList<ColumnSpec>? columns) => columns?.Where(column => Find(column.Name) is null).ToList();

    /// <summary>The columns of a table whose files hold <paramref name="found"/>: those that are known, or named by its key or watermark, are added.</summary>
    public static IReadOnlyList<ColumnSpec> AddNamed(TableDefinition table, IReadOnlyList<ColumnSpec>? known, IReadOnlyList<ColumnSpec> found) =>
    [
        .. found,
        .. All.Where(own => (known ?? []).Select(column => column.Name).Concat(table.Key).Append(table.Watermark).Contains(own.Name, StringComparer.OrdinalIgnoreCase))
            .Where(own => !found.Any(column => column.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase))),
    ];

    /// <exception cref="TerminalEtlException">One of them has another type, or is a watermark without a key.</exception>
    public static void Check(TableDefinition table, IReadOnlyList<ColumnSpec> columns)
    {
        foreach (var column in columns)
        {
            if (Find(column.Name) is { } own && own.Type != column.Type)
                throw new TerminalEtlException($"Planning {table.Name}: its column {column.Name} tells where a record comes from and is a {own.Type}, not a {column.Type}; correct `columns:` in the pipeline file, or give the column another name.");
        }

        if (IsByObject(table) && table.Key.Count == 0)
        {
            throw new TerminalEtlException(
                $"Planning {table.Name}: `watermark: {ModifiedAt}` reads objects again within its lag, as some show up later than their time says, and only a `key` can tell their rows apart; add one, such as `key: [{Key}, {Line}]`.");
        }
    }

    /// <summary>The watermark selects whole files.</summary>
    public static bool IsByObject(TableDefinition table) => ModifiedAt.Equals(table.Watermark, StringComparison.OrdinalIgnoreCase);

    private static ColumnSpec? Find(string name) => All.FirstOrDefault(own => own.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
