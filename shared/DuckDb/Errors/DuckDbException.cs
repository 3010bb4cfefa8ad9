namespace EtlMesh.DuckDb;

/// <summary>The engine refused or failed: its message, with the line and caret in the statement where it gives them.</summary>
public sealed class DuckDbException(DuckDbErrorKind kind, string message, string statement, Exception? cause = null)
    : Exception(message, cause)
{
    public DuckDbErrorKind Kind { get; } = kind;

    /// <summary>The whole text that was executed; empty when a database was opened.</summary>
    public string Statement { get; } = statement;

    /// <summary>The process that has the file, when <see cref="Kind"/> is <see cref="DuckDbErrorKind.Locked"/> and the engine knows it.</summary>
    public int? OtherProcessId { get; init; }
}
