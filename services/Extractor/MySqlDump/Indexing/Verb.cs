namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What a statement of a dump does, as far as it matters to its rows.</summary>
internal enum Verb
{
    /// <summary>Nothing: locks, views, triggers, routines.</summary>
    Other,
    Insert,
    Set,
    Use,
    CreateTable,
    Drop,
    Truncate,

    /// <summary>Changes rows or columns in a way that only a server follows.</summary>
    Change,
}
