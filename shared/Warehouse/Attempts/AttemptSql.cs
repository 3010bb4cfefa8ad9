namespace EtlMesh.Warehouse;

/// <summary>Rows of <c>etl.attempts</c>.</summary>
internal static class AttemptSql
{
    public const string Columns = "run_id, attempt, pipeline, run_date, run_key, bundle, state, started_at, ended_at";

    /// <param name="row">The values of <see cref="Columns"/>.</param>
    public static AttemptRow Row(object?[] row) => new()
    {
        RunId = Guid.Parse((string)row[0]!),
        Attempt = (int)row[1]!,
        Pipeline = (string)row[2]!,
        RunDate = (DateOnly)row[3]!,
        Key = (string)row[4]!,
        BundleHash = (string)row[5]!,
        State = Enum.Parse<AttemptState>((string)row[6]!, ignoreCase: true),
        StartedAt = (DateTime)row[7]!,
        EndedAt = (DateTime?)row[8],
    };

    public static string Text(AttemptState state) => state.ToString().ToLowerInvariant();
}
