using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>The statements that bring records into the spool: a table with the values of good records, and line, reason and text of bad ones.</summary>
/// <param name="columns">The table's columns.</param>
/// <param name="nullValues">Texts that are NULL in every column that is not text; elsewhere the reader has decided.</param>
internal sealed class SpoolSql(IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> nullValues)
{
    public const string Table = "spool";

    private IEnumerable<int> All => Enumerable.Range(0, columns.Count);

    public string Create() =>
        $"CREATE TABLE {Table} (file INTEGER, line BIGINT, reason VARCHAR, record VARCHAR, {List(i => $"v{i} {columns[i].Cast.Type}")})";

    /// <summary>Good and bad records from a table of the form of <see cref="RecordTable"/>.</summary>
    public string FromRecords(int file, string function) =>
        $"""
        INSERT INTO {Table}
        SELECT {file}, line, reason, CASE WHEN reason IS NOT NULL THEN record END, {List(i => $"v{i}")}
        FROM (SELECT line, record, coalesce(reason, CASE {string.Join(' ', All.Where(i => !columns[i].Cast.IsText).Select(Misfit))} ELSE NULL END) AS reason, {List(i => $"v{i}")}
              FROM (SELECT *, {List(i => $"{columns[i].Cast.Sql($"t{i}")} AS v{i}")}
                    FROM (SELECT line, reason, record, {List(i => $"{Text(i, $"c{i}")} AS t{i}")} FROM {function}())))
        """.Replace("CASE  ELSE NULL END", "NULL", StringComparison.Ordinal);

    /// <summary>Good records from a relation of texts <c>c0</c>, <c>c1</c> …; the statement fails at the first value that does not fit.</summary>
    public string FromTexts(int file, string relation) =>
        $"""
        INSERT INTO {Table}
        SELECT {file}, NULL, NULL, NULL, {List(i => columns[i].Cast.IsText ? $"v{i}" : $"CASE WHEN t{i} IS NULL OR v{i} IS NOT NULL THEN v{i} ELSE error(t{i}) END")}
        FROM (SELECT *, {List(i => $"{columns[i].Cast.Sql($"t{i}")} AS v{i}")}
              FROM (SELECT {List(i => $"{Text(i, $"c{i}")} AS t{i}")} FROM {relation}))
        """;

    /// <summary>The good records' values, under the columns' names.</summary>
    public string Good() => $"SELECT {List(i => $"v{i} AS {Sql.Identifier(columns[i].Name)}")} FROM {Table} WHERE reason IS NULL";

    private string Text(int i, string text) =>
        columns[i].Cast.IsText ? text : nullValues.Aggregate(text, (inner, value) => $"nullif({inner}, {Sql.Literal(value)})");

    private string Misfit(int i) =>
        $"WHEN t{i} IS NOT NULL AND v{i} IS NULL THEN {Sql.Literal($"column {columns[i].Name}: `")} || left(t{i}, 100) || {Sql.Literal($"` is not a {columns[i].Cast.Type}")}";

    private string List(Func<int, string> part) => string.Join(", ", All.Select(part));
}
