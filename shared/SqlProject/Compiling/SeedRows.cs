using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>A seed's rows as a relation with the columns <c>column_1</c>, <c>column_2</c> …, as an engine writes literals and lists of rows.</summary>
/// <param name="Relation">What stands behind FROM.</param>
/// <param name="Type">An engine's name for a type of a seed.</param>
internal sealed record SeedRows(Func<IReadOnlyList<IReadOnlyList<string?>>, string> Relation, Func<string, string> Type)
{
    private static readonly SeedRows Values = new(ValueList, static type => type);

    /// <summary>Redshift has no VALUES behind FROM, a varchar without a length has 256 bytes, and a backslash escapes.</summary>
    private static readonly SeedRows Selects = new(SelectList, static type => type == "varchar" ? "varchar(65535)" : type);

    /// <param name="engine">As <see cref="ProjectTarget.Type"/> has it.</param>
    public static SeedRows Of(string engine) => engine == "redshift" ? Selects : Values;

    private static string ValueList(IReadOnlyList<IReadOnlyList<string?>> rows) => new StringBuilder("(values\n")
        .AppendJoin(",\n", rows.Select(row => $"    ({string.Join(", ", row.Select(SqlText.Literal))})"))
        .Append("\n) as seed_rows(").AppendJoin(", ", rows[0].Select((_, i) => $"column_{i + 1}")).Append(')').ToString();

    // The first row names the columns and gives them their type, so that NULLs and longer texts may follow.
    private static string SelectList(IReadOnlyList<IReadOnlyList<string?>> rows) => new StringBuilder("(\n")
        .AppendJoin("\n    union all\n", rows.Select((row, k) => $"    select {string.Join(", ", row.Select((value, i) => k > 0 ? Escaped(value) : $"cast({Escaped(value)} as varchar(65535)) as column_{i + 1}"))}"))
        .Append("\n) as seed_rows").ToString();

    private static string Escaped(string? value) => SqlText.Literal(value?.Replace("\\", "\\\\", StringComparison.Ordinal));
}
