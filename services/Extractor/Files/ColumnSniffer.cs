using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Records;
using EtlMesh.Extractor.Typing;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Finds the columns that a table's files offer: on its first night from every record; afterwards the release pins them, and only what is new is looked for.</summary>
internal sealed class ColumnSniffer(TableDefinition table, ExtractorOptions options)
{
    /// <summary>Files that are looked into for values of another type: the last ones, for files are named by their day.</summary>
    private const int Sampled = 16;

    /// <summary>Whether there is nothing to look for: what is declared is read as it is declared, the rest is passed over.</summary>
    /// <param name="table">The table.</param>
    /// <param name="known">The columns that are declared or pinned; null on the first night.</param>
    /// <param name="hasFiles">There is something to look at.</param>
    public static bool IsSettled(TableDefinition table, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] IReadOnlyList<ColumnSpec>? known, bool hasFiles) =>
        known is not null && (!hasFiles || (table.Columns is not null && table.OnSchemaChange != SchemaChange.Freeze));

    /// <param name="reading">How the files are read.</param>
    /// <param name="files">In order.</param>
    /// <param name="known">The columns that are declared or pinned; null on the first night.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What the files have: known columns with their types, or those that their values have now, then others.</returns>
    /// <exception cref="TerminalEtlException">The files have no columns, or not the same where the contract wants that.</exception>
    public IReadOnlyList<ColumnSpec> Offered(IFileReading reading, IReadOnlyList<LocalFile> files, IReadOnlyList<ColumnSpec>? known, CancellationToken ct)
    {
        if (IsSettled(table, known, files.Count > 0))
            return known;
        if (files.Count == 0)
            throw NoColumns();
        return reading switch
        {
            ParquetReading => ParquetColumns.Of(table, files, ct),
            JsonReading json => Json(json, files, known, ct),
            _ => Csv(files, known, ct),
        };
    }

    private IReadOnlyList<ColumnSpec> Csv(IReadOnlyList<LocalFile> files, IReadOnlyList<ColumnSpec>? known, CancellationToken ct)
    {
        var dialect = CsvDialect.Of(table.Csv, table.Name);
        // Without names a file says nothing about columns: fields too many or too few are for the quarantine.
        if (known is not null && !dialect.Header)
            return known;
        var headers = files.Select(file => (File: file, Names: HeaderOf(file, dialect)!)).Where(file => file.Names is not null).ToList();
        if (headers.Count == 0)
            return known ?? throw NoColumns();

        if (table.OnSchemaChange == SchemaChange.Freeze && dialect.Header)
            headers.ForEach(file => CsvColumns.RequireSame(file.Names, headers[0].Names, file.File.Name));
        var names = (dialect.Header ? headers : headers.Take(1)).SelectMany(file => file.Names).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return Typed(names, known, dialect.NullValues, [.. names.Select(_ => TypeCandidate.OfText)], [.. headers.Select(file => (Func<IReadOnlyList<string>, IRecordSource>)(columns =>
            new CsvRecords(file.File.OpenRecords(dialect.Encoding), dialect, CsvColumns.Match(file.Names, columns, dialect.Header), columns.Count, dialect.Header)))], ct);
    }

    private IReadOnlyList<ColumnSpec> Json(JsonReading json, IReadOnlyList<LocalFile> files, IReadOnlyList<ColumnSpec>? known, CancellationToken ct)
    {
        // A key that no record has tonight is no column that was dropped: it is NULL in each of them.
        if (known is not null && table.OnSchemaChange == SchemaChange.Quarantine)
            return known;
        var keys = new JsonKeys(options.Limits.Columns + 1);
        foreach (var file in files)
        {
            using var records = json.Open(file, [], keys);
            while (records.Read())
                ct.ThrowIfCancellationRequested();
        }

        var names = (known ?? []).Select(column => column.Name).Concat(keys.Names).Distinct(StringComparer.Ordinal).ToList();
        Refuse(names);
        var at = keys.Names.Index().ToDictionary(key => key.Item, key => key.Index, StringComparer.Ordinal);
        var candidates = names.Select(name => at.TryGetValue(name, out var position) ? keys.CandidatesOf(position) : []).ToList();
        var columns = Typed(names, known, [], candidates, [.. files.Select(file => (Func<IReadOnlyList<string>, IRecordSource>)(columns =>
            json.Open(file, [.. columns.Select(name => new JsonColumn(name, JsonColumnKind.Plain))])))], ct);
        return [.. columns.Select(column => IsKnown(known, column.Name) || !keys.IsNested(at[column.Name]) ? column : column with { Type = "json" })];
    }

    /// <summary>Columns that are known keep their type unless a sample shows another; of others every value is looked at.</summary>
    /// <param name="open">Opens each file's records, with the columns of these names.</param>
    private IReadOnlyList<ColumnSpec> Typed(
        IReadOnlyList<string> names, IReadOnlyList<ColumnSpec>? known, IReadOnlyList<string> nullValues, IReadOnlyList<IReadOnlyList<TypeCandidate>> candidates,
        IReadOnlyList<Func<IReadOnlyList<string>, IRecordSource>> open, CancellationToken ct)
    {
        var pinned = (known ?? []).Where(column => names.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var added = names.Index().Where(name => !IsKnown(known, name.Item)).ToList();
        var survey = new TypeSurvey([.. added.Select(name => candidates[name.Index])], nullValues);
        var sample = new TypeSample(pinned, nullValues, table.MaxQuarantined);
        var sampling = pinned.Count > 0 && table.Columns is null && table.OnSchemaChange != SchemaChange.Quarantine;
        if (added.Count > 0 || sampling)
        {
            Survey(connection =>
            {
                foreach (var file in added.Count > 0 ? open : [])
                    survey.Take(connection, () => file([.. added.Select(name => name.Item)]), ct);
                foreach (var file in sampling ? open.TakeLast(Sampled) : [])
                    sample.Take(connection, () => file([.. pinned.Select(column => column.Name)]), ct);
            });
        }

        return
        [
            .. pinned.Select((column, i) => sampling ? column with { Type = sample.TypeOf(i) } : column),
            .. added.Select((name, i) => new ColumnSpec { Name = name.Item, Type = survey.TypeOf(i) }),
        ];
    }

    private void Refuse(List<string> keys)
    {
        if (keys.Count == 0)
            throw NoColumns();
        if (keys.Count > options.Limits.Columns)
            throw new TerminalEtlException($"Looking for the columns of {table.Name}: its records have more than {options.Limits.Columns} different keys, the limit of columns; declare `columns:` in the pipeline file.");
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

    private IReadOnlyList<string>? HeaderOf(LocalFile file, CsvDialect dialect)
    {
        using var start = file.OpenRecords(dialect.Encoding);
        return CsvHeader.Read(start, dialect, file.Name, options.Limits.Columns);
    }

    private static bool IsKnown(IReadOnlyList<ColumnSpec>? known, string name) => known?.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true;

    private TerminalEtlException NoColumns() => new(
        $"Looking for the columns of {table.Name}: its files hold no record to find them in; declare `columns:` in the pipeline file.");
}
