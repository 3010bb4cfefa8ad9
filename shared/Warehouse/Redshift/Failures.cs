using Npgsql;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>Redshift's failures in the house's two kinds. Its own have the state XX000 and say in words what they are.</summary>
internal static class Failures
{
    /// <summary>1023: serializable isolation violation; 1018: a table went while it was read.</summary>
    private static readonly string[] Conflicts =
        ["1023", "1018", "Serializable isolation violation", "conflict with concurrent transaction", "could not open relation with OID", "tuple concurrently"];

    private static readonly string[] PassingWords =
        ["S3ServiceException:Please reduce your request rate", "SlowDown", "Status 500", "Status 503", "Disk Full", "Connection timed out", "Cluster is in maintenance"];

    /// <inheritdoc cref="ServerEngine.Named"/>
    public static Exception? Named(string doing, Exception e, Statement? statement) => ServerFailure.Named(doing, e, statement, IsPassing);

    /// <summary>Another transaction was first; nothing was written, and the next try sees what the other did.</summary>
    public static bool IsConflict(PostgresException e) => e.SqlState
        is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.InvalidSchemaName
        || (e.SqlState == PostgresErrorCodes.InternalError && Says(e, Conflicts));

    /// <summary>It waited for others for as long as it may, or the queue's rules ended it.</summary>
    public static bool IsBusy(PostgresException e) => e.SqlState == PostgresErrorCodes.QueryCanceled;

    private static bool IsPassing(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.IoError
        || e.SqlState[..2] is "08" or "53" or "57"
        || (e.SqlState == PostgresErrorCodes.InternalError && (Says(e, Conflicts) || Says(e, PassingWords)));

    private static bool Says(PostgresException e, string[] words) =>
        words.Any(word => e.MessageText.Contains(word, StringComparison.OrdinalIgnoreCase) || e.Detail?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}
