using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Reads and writes <c>etl.models</c>.</summary>
internal static class ModelRows
{
    public static ModelRow? Find(DuckDbConnection connection, string candidate, string model, CancellationToken ct) =>
        Read(connection, "candidate = ? and model = ?", ct, candidate, model).SingleOrDefault();

    /// <summary>The models of a candidate, by name in ordinal order.</summary>
    public static IReadOnlyList<ModelRow> Of(DuckDbConnection connection, string candidate, CancellationToken ct) =>
        [.. Read(connection, "candidate = ?", ct, candidate).OrderBy(model => model.Name, StringComparer.Ordinal)];

    public static void Insert(DuckDbConnection connection, CandidateRow candidate, ModelRow model, CancellationToken ct) =>
        connection.Execute(
            $"insert into etl.models (run_id, attempt, candidate, {ModelRow.Columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
            candidate.RunId.ToString("D"), candidate.Attempt, candidate.Uid,
            model.Name, model.Schema, model.Alias, model.Materialization, model.Uid, model.Rows, model.Seconds, model.Sql);

    private static List<ModelRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {ModelRow.Columns} from etl.models where {where}", ct, parameters);
        return [.. result.Rows().Select(ModelRow.Of)];
    }
}
