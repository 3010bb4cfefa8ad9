namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What a dump holds of a table.</summary>
/// <param name="database">Empty where the dump names none.</param>
/// <param name="name">The table's name.</param>
internal sealed class DumpedTable(string database, string name)
{
    public string Database => database;

    public string Name => name;

    /// <summary>The CREATE TABLE statement.</summary>
    public DumpRange? Definition { get; set; }

    /// <summary>The columns that the first INSERT names; null when it names none.</summary>
    public IReadOnlyList<string>? Named { get; set; }

    /// <summary>Why the table cannot be read; null when it can.</summary>
    public string? Fault { get; set; }

    public DumpStretches Rows { get; } = new();

    public override string ToString() => database.Length == 0 ? name : $"{database}.{name}";
}
