using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Finds a table's columns on its first night, from every record of every file; afterwards the release pins them.</summary>
internal sealed class ColumnSniffer(SourceFolder folder, TableDefinition table, ExtractorOptions options)
{
    /// <exception cref="TerminalEtlException">The files have no columns, or not the same.</exception>
    public IReadOnlyList<ColumnSpec> Sniff(IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        if (files.Count == 0)
            throw NoColumns();

        var names = new List<string>();
        var types = FileReadings.Of(table, files, folder, options.Files) is JsonReading json
            ? Json(json, files, names, ct)
            : Csv(files, names, ct);
        return [.. names.Select((name, i) => new ColumnSpec { Name = name, Type = types(i) })];
    }

    private Func<int, string> Csv(IReadOnlyList<SourceFile> files, List<string> names, CancellationToken ct)
    {
        var dialect = CsvDialect.Of(table.Csv, table.Name);
        var headers = files.Select(file => (File: file, Names: HeaderOf(file, dialect))).Where(file => file.Names is not null).ToList();
        if (headers.Count == 0)
            throw NoColumns();

        names.AddRange(headers[0].Names!);
        var survey = new TypeSurvey([.. names.Select(_ => TypeCandidate.OfText)], dialect.NullValues);
        Survey(connection =>
        {
            foreach (var (file, found) in headers)
            {
                var columnOf = CsvColumns.Match(found!, names, dialect.Header, file.Name);
                survey.Take(connection, () => new CsvRecords(folder.OpenRecords(file, dialect.Encoding), dialect, columnOf, dialect.Header), ct);
            }
        });
        return survey.TypeOf;
    }

    private Func<int, string> Json(JsonReading json, IReadOnlyList<SourceFile> files, List<string> names, CancellationToken ct)
    {
        var keys = new JsonKeys(options.Files.Columns + 1);
        foreach (var file in files)
        {
            using var records = json.Open(file, [], keys);
            while (records.Read())
                ct.ThrowIfCancellationRequested();
        }

        names.AddRange(keys.Names);
        Refuse(names);
        IReadOnlyList<JsonColumn> columns = [.. names.Select(name => new JsonColumn(name, JsonColumnKind.Plain))];
        var survey = new TypeSurvey([.. names.Select((_, i) => keys.CandidatesOf(i))], []);
        Survey(connection =>
        {
            foreach (var file in files)
                survey.Take(connection, () => json.Open(file, columns), ct);
        });
        return column => keys.IsNested(column) ? "json" : survey.TypeOf(column);
    }

    private void Refuse(List<string> keys)
    {
        if (keys.Count == 0)
            throw NoColumns();
        if (keys.Count > options.Files.Columns)
            throw new TerminalEtlException($"Looking for the columns of {table.Name}: its records have more than {options.Files.Columns} different keys, the limit of columns; declare `columns:` in the pipeline file.");
        if (keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } alike)
            throw new TerminalEtlException($"Looking for the columns of {table.Name}: the keys {string.Join(" and ", alike)} differ in case only; declare `columns:` with one of them in the pipeline file.");
    }

    private void Survey(Action<DuckDbConnection> look)
    {
        using var database = DuckDbDatabase.Open(":memory:", new DuckDbOptions { MemoryLimit = options.MemoryLimit });
        using var connection = database.Connect();
        try
        {
            look(connection);
        }
        catch (DuckDbException e) when (e.InnerException is TerminalEtlException or TransientEtlException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    private IReadOnlyList<string>? HeaderOf(SourceFile file, CsvDialect dialect)
    {
        using var start = folder.OpenRecords(file, dialect.Encoding);
        return CsvHeader.Read(start, dialect, file.Name, options.Files.Columns);
    }

    private TerminalEtlException NoColumns() => new(
        $"Looking for the columns of {table.Name}: its files hold no record to find them in; declare `columns:` in the pipeline file.");
}
