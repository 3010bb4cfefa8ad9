using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>The statements that bring records into the spool: a table with the values of good records, and line, reason and text of bad ones.</summary>
/// <param name="columns">The table's columns.</param>
/// <param name="nullValues">Texts that are NULL in every column that is not text; elsewhere the reader has decided.</param>
/// <param name="window">Which records belong to the night; a record outside is kept apart, whatever else is wrong with it.</param>
internal sealed class SpoolSql(IReadOnlyList<TargetColumn> columns, IReadOnlyList<string> nullValues, RowWindow window)
{
    public const string Table = "spool";

    private IEnumerable<int> All => Enumerable.Range(0, columns.Count);

    public string Create() =>
        $"CREATE TABLE {Table} (file INTEGER, line BIGINT, reason VARCHAR, record VARCHAR, outside BOOLEAN, {List(i => $"v{i} {columns[i].Cast.Type}")})";

    /// <summary>Good and bad records from a table of the form of <see cref="RecordTable"/>.</summary>
    public string FromRecords(int file, string function) =>
        $"""
        INSERT INTO {Table}
        SELECT {file}, line, reason, CASE WHEN reason IS NOT NULL THEN record END, outside, {List(i => $"v{i}")}
        FROM (SELECT line, record, outside, CASE WHEN NOT outside THEN coalesce(reason, {Misfits()}) END AS reason, {List(i => $"v{i}")}
              FROM (SELECT *, {Outside("reason IS NULL AND ")} AS outside
                    FROM (SELECT *, {List(i => $"{columns[i].Cast.Sql($"t{i}")} AS v{i}")}
                          FROM (SELECT line, reason, record, {List(i => $"{Text(i, $"c{i}")} AS t{i}")} FROM {function}()))))
        """;

    /// <summary>Good records from a relation of texts <c>c0</c>, <c>c1</c> …; the statement fails at the first value that does not fit.</summary>
    public string FromTexts(int file, string relation) =>
        $"""
        INSERT INTO {Table}
        SELECT {file}, NULL, CASE WHEN NOT outside THEN error({Misfits()}) END, NULL, outside, {List(i => $"v{i}")}
        FROM (SELECT *, {Outside("")} AS outside
              FROM (SELECT *, {List(i => $"{columns[i].Cast.Sql($"t{i}")} AS v{i}")}
                    FROM (SELECT {List(i => $"{Text(i, $"c{i}")} AS t{i}")} FROM {relation})))
        """;

    /// <summary>The good records' values, under the columns' names.</summary>
    public string Good() => $"SELECT {List(i => $"v{i} AS {Sql.Identifier(columns[i].Name)}")} FROM {Table} WHERE reason IS NULL AND NOT outside";

    private string Text(int i, string text) =>
        columns[i].Cast.IsText ? text : nullValues.Aggregate(text, (inner, value) => $"nullif({inner}, {Sql.Literal(value)})");

    private string Outside(string condition) => window.Watermark is { } watermark ? $"({condition}{window.Outside($"v{watermark}")})" : "false";

    /// <summary>SQL for the first thing that is wrong with a record's values; NULL when nothing is.</summary>
    private string Misfits() =>
        $"CASE {string.Join(' ', All.Where(i => !columns[i].Cast.IsText).Select(Misfit))} {NoWatermark()} WHEN false THEN '' END";

    private string Misfit(int i) =>
        $"WHEN t{i} IS NOT NULL AND v{i} IS NULL THEN {Sql.Literal($"column {columns[i].Name}: `")} || left(t{i}, 100) || {Sql.Literal($"` is not a {columns[i].Cast.Type}")}";

    private string NoWatermark() => window.MissingWatermark is { } reason ? $"WHEN t{window.Watermark} IS NULL THEN {Sql.Literal(reason)}" : "";

    private string List(Func<int, string> part) => string.Join(", ", All.Select(part));
}
