namespace EtlMesh.Warehouse;

/// <summary>Reads <c>etl.candidates</c> and their <c>etl.models</c>.</summary>
internal static class CandidateRows
{
    public static async Task<CandidateRow?> FindAsync(Session session, string uid, CancellationToken ct, Hold hold = Hold.None) =>
        (await ReadAsync(session, $"uid = $1{session.Held(hold)}", ct, uid)).SingleOrDefault();

    /// <summary>Of an attempt, held for what will end them.</summary>
    public static Task<List<CandidateRow>> OfAsync(Session session, Guid runId, int attempt, CancellationToken ct) =>
        ReadAsync(session, $"run_id = $1 and attempt = $2 order by begun_at desc{session.Held(Hold.Alone)}", ct, runId.ToString("D"), attempt);

    /// <summary>The latest first: what carries models over comes before what it carries them from.</summary>
    public static Task<List<CandidateRow>> OfPipelineAsync(Session session, string pipeline, CancellationToken ct) =>
        ReadAsync(session, "pipeline = $1 order by begun_at desc", ct, pipeline);

    public static async Task<ModelRow?> ModelAsync(Session session, string candidate, string model, CancellationToken ct) =>
        (await ModelsAsync(session, "candidate = $1 and model = $2", ct, candidate, model)).SingleOrDefault();

    /// <summary>The models of a candidate, by name in ordinal order.</summary>
    public static async Task<IReadOnlyList<ModelRow>> ModelsAsync(Session session, string candidate, CancellationToken ct) =>
        [.. (await ModelsAsync(session, "candidate = $1", ct, candidate)).OrderBy(model => model.Name, StringComparer.Ordinal)];

    public static Task InsertAsync(Session session, CandidateRow candidate, ModelRow model, CancellationToken ct) =>
        session.ExecuteAsync(
            $"insert into etl.models (run_id, attempt, candidate, {ModelRow.Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", ct,
            candidate.RunId.ToString("D"), candidate.Attempt, candidate.Uid,
            model.Name, model.Schema, model.Alias, model.Materialization, model.Uid, model.Rows, model.Seconds, model.Sql);

    private static async Task<List<CandidateRow>> ReadAsync(Session session, string where, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        [.. (await session.RowsAsync($"select {CandidateRow.Columns} from etl.candidates where {where}", ct, parameters)).Select(CandidateRow.Of)];

    private static async Task<IEnumerable<ModelRow>> ModelsAsync(Session session, string where, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        (await session.RowsAsync($"select {ModelRow.Columns} from etl.models where {where}", ct, parameters)).Select(ModelRow.Of);
}
