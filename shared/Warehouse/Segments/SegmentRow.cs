namespace EtlMesh.Warehouse;

/// <summary>Where a row of <c>etl.segments</c> has its table.</summary>
internal sealed record SegmentRow(string Uid, string Pipeline, string Source, string Table, Guid RunId, int Attempt)
{
    public const string Columns = "uid, pipeline, source, table_name, run_id, attempt";

    public string Schema => Names.RawSchema(Pipeline);

    public string Name => Names.Segment(Source, Table, Uid);

    /// <param name="row">The values of <see cref="Columns"/>.</param>
    public static SegmentRow Of(object?[] row) => new(
        (string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, Guid.Parse((string)row[4]!), (int)row[5]!);
}
