using Npgsql;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The server's failures in the house's two kinds.</summary>
internal static class Failures
{
    /// <summary>The process stood still in a transaction, and the server took its locks away.</summary>
    private const string IdleInTransaction = "25P03";

    /// <inheritdoc cref="ServerEngine.Named"/>
    public static Exception? Named(string doing, Exception e, Statement? statement) => ServerFailure.Named(doing, e, statement, IsPassing);

    /// <summary>Another transaction was first; nothing was written, and the next try sees what the other did.</summary>
    public static bool IsConflict(PostgresException e) => e.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.InvalidSchemaName
        || IsConcurrently(e);

    /// <summary>Somebody else has what is wanted, and kept it for as long as was waited.</summary>
    public static bool IsBusy(PostgresException e) => e.SqlState == PostgresErrorCodes.LockNotAvailable;

    private static bool IsPassing(PostgresException e) =>
        IsBusy(e) || e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ObjectInUse
            or IdleInTransaction or PostgresErrorCodes.IoError
        // Connections, resources (disk, memory, connections), an operator's intervention.
        || e.SqlState[..2] is "08" or "53" or "57"
        || IsConcurrently(e);

    private static bool IsConcurrently(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.InternalError && e.MessageText.StartsWith("tuple concurrently", StringComparison.Ordinal);
}
