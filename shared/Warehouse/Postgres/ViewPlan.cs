using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>How the published views follow the head: compatible ones are replaced, others dropped and made again with what they had.</summary>
/// <param name="Refused">Why they cannot, and what to do; else null.</param>
/// <param name="Locks">Statements that take the views that are there, and do nothing else.</param>
/// <param name="Changes">Statements, in order.</param>
internal sealed record ViewPlan(string? Refused, IReadOnlyList<string> Locks, IReadOnlyList<string> Changes)
{
    /// <summary>
    /// One statement. It waits for the views for less than the server's <c>deadlock_timeout</c> altogether, so that where a reader and
    /// it wait for each other it always gives up first, and the server never has to choose the reader.
    /// </summary>
    public string Sql => Script(Locks, Changes);

    public static async Task<ViewPlan> OfAsync(Session session, Decision decision, CancellationToken ct)
    {
        var pipeline = decision.Release.Pipeline;
        var own = (decision.Ledger.Head?.Models ?? []).Select(model => PublishedView.Of(pipeline, model)).ToHashSet();
        var next = decision.Release.Models.Select(model => (View: PublishedView.Of(pipeline, model), Object: new PublishedView(PublishedView.ObjectSchema(pipeline, model), PublishedView.ObjectName(model)))).ToList();
        var known = await ViewState.ReadAsync(session, own.Concat(next.Select(model => model.View)).Concat(next.Select(model => model.Object)), ct);
        var readers = await Readers.OfAsync(session, decision.Readers, next.Select(model => model.View), ct);
        var there = next.Select(model => model.View).Where(known.ContainsKey).ToList();
        var gone = own.Except(next.Select(model => model.View)).Where(known.ContainsKey).Select(view => known[view]).Where(view => view.IsView).OrderBy(view => view.View.ToString(), StringComparer.Ordinal).ToList();
        var dropped = there.Where(own.Contains).Select(view => known[view]).Where(view => !view.IsReplacedBy(known[next.First(model => model.View == view.View).Object].Columns)).ToList();

        if (there.FirstOrDefault(view => !own.Contains(view) || !known[view].IsView) is { Name: not null } foreign)
            return No($"Publishing would replace {foreign}, which EtlMesh did not make. Rename it, or the model.");
        if (gone.Concat(dropped).FirstOrDefault(view => view.Dependents.Count > 0) is { } needed)
            return No($"The columns of {needed.View} change, or it goes, and {string.Join(", ", needed.Dependents)} read it. Drop what reads it, publish, and make it again; or leave the model's columns as they are and add new ones at the end.");
        if (readers.Missing.Count > 0)
            return No($"The roles {string.Join(", ", readers.Missing)} are not on the server. Make them, or correct `grants: {{ readers: … }}` in the pipeline file.");

        var changes = new List<string>();
        foreach (var view in gone)
            changes.Add($"drop view {Objects.Quoted(view.Schema, view.Name)}");
        foreach (var schema in next.Select(model => model.View.Schema).Distinct(StringComparer.Ordinal))
            changes.AddRange(readers.Schema(schema));
        foreach (var (view, source) in next)
            changes.AddRange(await ChangesAsync(session, view, known.GetValueOrDefault(view), source, known[source], readers, ct));
        return new ViewPlan(null, [.. there.Select(view => known[view]).Concat(gone).OrderBy(view => view.View.ToString(), StringComparer.Ordinal).Select(view => view.OwnerTo(view.Owner))], changes);
    }

    internal static string Script(IReadOnlyList<string> locks, IReadOnlyList<string> changes)
    {
        var statements = string.Join(",\n", locks.Concat(changes).Select(statement => $"    {EtlMesh.DuckDb.Sql.Literal(statement)}"));
        var body =
            $"""
            declare
              patience constant interval := least(current_setting('deadlock_timeout')::interval / 2, interval '400 milliseconds');
              give_up constant timestamptz := clock_timestamp() + patience;
              statement text;
            begin
              foreach statement in array array[
            {statements}
              ]::text[] loop
                perform set_config('lock_timeout', greatest(1, (extract(epoch from give_up - clock_timestamp()) * 1000)::integer)::text, true);
                execute statement;
              end loop;
            end
            """;
        var mark = "etlmesh";
        while (body.Contains($"${mark}$", StringComparison.Ordinal))
            mark += "_";
        return $"do ${mark}$\n{body}\n${mark}$";
    }

    private static async Task<List<string>> ChangesAsync(Session session, PublishedView view, ViewState? old, PublishedView source, ViewState made, Readers readers, CancellationToken ct)
    {
        var select = $"select {string.Join(", ", made.Columns.Select(ViewState.NameOf))} from {Objects.Quoted(source.Schema, source.Name)}";
        var options = old is { Options.Count: > 0 } ? $" with ({string.Join(", ", old.Options)})" : "";
        var name = Objects.Quoted(view.Schema, view.Name);
        // A view reads with its owner's rights.
        List<string> rights = old is null || old.Owner == made.Owner ? [] :
            [$"grant usage on schema {EtlMesh.DuckDb.Sql.Identifier(source.Schema)} to {EtlMesh.DuckDb.Sql.Identifier(old.Owner)}", $"grant select on {Objects.Quoted(source.Schema, source.Name)} to {EtlMesh.DuckDb.Sql.Identifier(old.Owner)}"];
        if (old is null)
            return [$"create view {name} as {select}", .. readers.View(view)];
        if (old.IsReplacedBy(made.Columns))
            return [.. rights, $"create or replace view {name}{options} as {select}", .. readers.View(view)];
        return [.. rights, $"drop view {name}", $"create view {name}{options} as {select}", .. readers.View(view), .. await old.RestoreAsync(session, made.Columns, ct)];
    }

    private static ViewPlan No(string reason) => new(reason, [], []);
}
