using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>A row of <c>etl.models</c>: a checkpoint of a build.</summary>
/// <param name="Uid">The candidate that has the object: an older one when the model was carried.</param>
internal sealed record ModelRow(string Name, string Schema, string Alias, string Materialization, string Uid, long? Rows, double Seconds, string Sql)
{
    private const string Columns = "model, schema_name, alias, materialization, uid, rows, seconds, compiled_sql";

    public static ModelRow? Find(DuckDbConnection connection, string candidate, string model, CancellationToken ct) =>
        Read(connection, "candidate = ? and model = ?", ct, candidate, model).SingleOrDefault();

    /// <summary>The models of a candidate, by name in ordinal order.</summary>
    public static IReadOnlyList<ModelRow> Of(DuckDbConnection connection, string candidate, CancellationToken ct) =>
        [.. Read(connection, "candidate = ?", ct, candidate).OrderBy(model => model.Name, StringComparer.Ordinal)];

    public void Insert(DuckDbConnection connection, CandidateRow candidate, CancellationToken ct) =>
        connection.Execute(
            $"insert into etl.models (run_id, attempt, candidate, {Columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
            candidate.RunId.ToString("D"), candidate.Attempt, candidate.Uid, Name, Schema, Alias, Materialization, Uid, Rows, Seconds, Sql);

    public ModelBuild Told(bool existing) => new() { Model = Name, Rows = Rows, Seconds = Seconds, Existing = existing };

    public ReleasedModel Released() => new() { Name = Name, Schema = Schema, Alias = Alias, Materialization = Materialization, Rows = Rows, Uids = [Uid] };

    private static List<ModelRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {Columns} from etl.models where {where}", ct, parameters);
        return [.. result.Rows().Select(row => new ModelRow(
            (string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, (string)row[4]!, (long?)row[5], (double)row[6]!, (string)row[7]!))];
    }
}
