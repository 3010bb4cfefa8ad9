namespace EtlMesh.DuckDb;

/// <summary>What went wrong, in the engine's classes.</summary>
public enum DuckDbErrorKind
{
    Unknown,
    Parser,
    Binder,
    Catalog,
    Conversion,
    OutOfRange,
    InvalidInput,
    Constraint,
    Transaction,
    Dependency,
    NotImplemented,
    Permission,
    Settings,
    Connection,
    Io,
    OutOfMemory,
    Fatal,
    Internal,

    /// <summary>The engine stopped the statement because another of its threads failed, and did not tell why.</summary>
    Interrupted,

    /// <summary>Another process has the database file; see <see cref="DuckDbException.OtherProcessId"/>.</summary>
    Locked,

    /// <summary>A table reader threw; it is the inner exception.</summary>
    TableReader,
}
