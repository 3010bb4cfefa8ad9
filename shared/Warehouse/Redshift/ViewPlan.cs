using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>How the published views follow the head. They bind late: they name a release's objects without holding them.</summary>
/// <param name="Refused">Why they cannot, and what to do; else null.</param>
/// <param name="Changes">Statements, in order.</param>
internal sealed record ViewPlan(string? Refused, IReadOnlyList<string> Changes)
{
    public static async Task<ViewPlan> OfAsync(Session session, Decision decision, CancellationToken ct)
    {
        var pipeline = decision.Release.Pipeline;
        var own = (decision.Ledger.Head?.Models ?? []).ToDictionary(model => PublishedView.Of(pipeline, model), model => Object(pipeline, model));
        var next = decision.Release.Models.Select(model => (View: PublishedView.Of(pipeline, model), Object: Object(pipeline, model))).ToList();
        var known = await ViewState.ReadAsync(session, own.Keys.Concat(next.Select(model => model.View)), ct);
        var columns = await ViewState.ColumnsAsync(session, own.Values.Concat(next.Select(model => model.Object)), ct);
        var readers = await Readers.OfAsync(session, decision.Readers, ct);

        if (next.Select(model => model.View).Where(known.ContainsKey).FirstOrDefault(view => !own.ContainsKey(view) || !known[view].IsView) is { Name: not null } foreign)
            return new ViewPlan($"Publishing would replace {foreign}, which EtlMesh did not make. Rename it, or the model.", []);
        if (readers.Missing.Count > 0)
            return new ViewPlan($"{string.Join(", ", readers.Missing)} are neither users nor roles nor groups of the cluster. Make them, or correct `grants: {{ readers: … }}` in the pipeline file.", []);

        var creator = await session.ScalarAsync<string>("select current_user::varchar(128)", ct) ?? "";
        var changes = new List<string>();
        changes.AddRange(own.Keys.Except(next.Select(model => model.View)).Where(view => known.TryGetValue(view, out var state) && state.IsView)
            .OrderBy(view => view.ToString(), StringComparer.Ordinal).Select(view => $"drop view {Objects.Quoted(view.Schema, view.Name)}"));
        foreach (var schema in next.Select(model => model.View.Schema).Distinct(StringComparer.Ordinal))
            changes.AddRange([$"create schema if not exists {Sql.Identifier(schema)}", .. readers.Schema(schema)]);
        foreach (var (view, source) in next)
        {
            var old = known.GetValueOrDefault(view);
            var same = old is not null && columns[own[view]].SequenceEqual(columns[source]);
            if (old is not null && old.Owner != creator)
                changes.AddRange([$"grant usage on schema {Sql.Identifier(source.Schema)} to {Sql.Identifier(old.Owner)}", $"grant select on {Objects.Quoted(source.Schema, source.Name)} to {Sql.Identifier(old.Owner)}"]);
            if (old is not null && !same)
                changes.Add($"drop view {Objects.Quoted(view.Schema, view.Name)}");
            changes.Add($"create {(same ? "or replace " : "")}view {Objects.Quoted(view.Schema, view.Name)} as select {string.Join(", ", columns[source].Select(column => column.Name))} from {Objects.Quoted(source.Schema, source.Name)} with no schema binding");
            changes.AddRange(readers.View(view));
            if (old is not null && !same)
                changes.AddRange(await old.RestoreAsync(session, creator, ct));
        }

        return new ViewPlan(null, changes);
    }

    private static PublishedView Object(string pipeline, ReleasedModel model) => new(PublishedView.ObjectSchema(pipeline, model), PublishedView.ObjectName(model));
}
