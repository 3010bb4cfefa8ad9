namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.models</c>: a checkpoint of a build.</summary>
/// <param name="Uid">The candidate that has the object: an older one when the model was carried.</param>
internal sealed record ModelRow(string Name, string Schema, string Alias, string Materialization, string Uid, long? Rows, double Seconds, string Sql)
{
    public const string Columns = "model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql";

    /// <param name="row">The values of <see cref="Columns"/>.</param>
    public static ModelRow Of(object?[] row) => new(
        (string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, (string)row[4]!, (long?)row[5], (double)row[6]!, (string)row[7]!);

    public ModelBuild Told(bool existing) => new() { Model = Name, Rows = Rows, Seconds = Seconds, Existing = existing };

    public ReleasedModel Released() => new() { Name = Name, Schema = Schema, Alias = Alias, Materialization = Materialization, Rows = Rows, Uids = [Uid] };
}
