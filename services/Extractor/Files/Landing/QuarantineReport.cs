using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>The spool's bad records, with the file, the line and the reason of each.</summary>
internal sealed class QuarantineReport(DuckDbConnection connection, IReadOnlyList<SourceFile> files)
{
    private const int Shown = 5;

    /// <summary>object (the file's name), line (from 1, where the record begins), reason, record (its text).</summary>
    public string Select =>
        $"""
        SELECT f.name AS object, s.line, s.reason, s.record
        FROM {SpoolSql.Table} s JOIN (VALUES {string.Join(", ", files.Select((file, i) => string.Create(CultureInfo.InvariantCulture, $"({i}, {Sql.Literal(file.Name)})")))}) f(id, name) ON f.id = s.file
        WHERE s.reason IS NOT NULL ORDER BY s.file, s.line
        """;

    /// <summary>The error for more bad records than the table allows: counts, and the first of them.</summary>
    public TerminalEtlException TooMany(SliceRequest request, long quarantined, long read, CancellationToken ct)
    {
        using var first = connection.Query($"{Select} LIMIT {Shown}", ct);
        var examples = first.Rows().Select(row => $"{row[0]}:{row[1]}: {row[2]}").ToList();
        return new TerminalEtlException(
            $"Extracting {request.Command.Source}.{request.Command.Table}: {quarantined} of {read} records cannot be read, more than max_quarantined ({request.Table.MaxQuarantined}) allows. The first: {string.Join("; ", examples)}. Correct the files or `columns:`, or raise `max_quarantined:` in the pipeline file.");
    }
}
