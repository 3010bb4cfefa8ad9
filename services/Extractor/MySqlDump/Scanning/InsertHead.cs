namespace EtlMesh.Extractor.MySqlDump;

/// <summary>An INSERT or REPLACE up to its rows.</summary>
/// <param name="Database">As it stands before the table; null without.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Columns">The columns that it names; null without a list.</param>
/// <param name="Length">Bytes up to where the rows begin.</param>
/// <param name="Fault">Why its rows cannot be read; null when they can.</param>
internal sealed record InsertHead(string? Database, string Table, IReadOnlyList<string>? Columns, int Length, string? Fault);
