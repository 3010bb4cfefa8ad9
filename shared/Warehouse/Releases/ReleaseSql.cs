namespace EtlMesh.Warehouse;

/// <summary>Rows of <c>etl.releases</c> with what <c>etl.heads</c> says of them; the SQL runs on every engine.</summary>
internal static class ReleaseSql
{
    /// <summary>The latest first; the parameter is the pipeline, NULL for all.</summary>
    public const string Select =
        """
        select r.id, r.parent, r.pipeline, r.run_id, r.attempt, r.kind, r."snapshot", r.models, r.fingerprint, r.published_at, r.target,
               h.release is not null, h.held_by, h.held_reason
        from etl.releases r left join etl.heads h on h.release = r.id
        where cast($1 as varchar(128)) is null or r.pipeline = $1
        order by r.published_at desc, r.id desc
        """;

    public static ReleaseRow Row(object?[] row) => new()
    {
        Id = (string)row[0]!,
        Parent = (string?)row[1],
        Pipeline = (string)row[2]!,
        RunId = Guid.Parse((string)row[3]!),
        Attempt = (int)row[4]!,
        Kind = (string)row[5]!,
        Snapshot = Json.Read<Snapshot>((string)row[6]!),
        Models = Json.Read<List<ReleasedModel>>((string)row[7]!),
        Fingerprint = (string)row[8]!,
        PublishedAt = (DateTime)row[9]!,
        Target = (string?)row[10],
        IsHead = (bool)row[11]!,
        HeldBy = (string?)row[12],
        HeldReason = (string?)row[13],
    };
}
