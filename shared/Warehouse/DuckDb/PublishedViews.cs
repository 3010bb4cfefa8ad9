using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>What readers see: a view for each model of the head.</summary>
internal static class PublishedViews
{
    /// <summary>The first object in the way that no release of this pipeline put there; null when the way is free.</summary>
    public static string? Foreign(DuckDbConnection connection, ReleaseRow? head, ReleaseRow next, CancellationToken ct)
    {
        var own = head is null ? [] : head.Models.Select(model => PublishedView.Of(head.Pipeline, model)).ToHashSet();
        foreach (var view in next.Models.Select(model => PublishedView.Of(next.Pipeline, model)).Where(view => !own.Contains(view)))
            if (Objects.Exists(connection, view.Schema, view.Name, ct))
                return view.ToString();
        return null;
    }

    /// <summary>Replaces the views of the next release's models and removes those of models that are gone.</summary>
    public static void Follow(DuckDbConnection connection, ReleaseRow? head, ReleaseRow next, CancellationToken ct)
    {
        foreach (var schema in next.Models.Select(model => PublishedView.Of(next.Pipeline, model).Schema).Distinct(StringComparer.Ordinal))
            Objects.EnsureSchema(connection, schema, ct);
        foreach (var model in next.Models)
            connection.Execute(Create(next.Pipeline, model), ct);
        var stays = next.Models.Select(model => PublishedView.Of(next.Pipeline, model)).ToHashSet();
        foreach (var gone in (head?.Models ?? []).Select(model => PublishedView.Of(next.Pipeline, model)).Where(view => !stays.Contains(view)))
            if (Objects.Exists(connection, gone.Schema, gone.Name, ct))
                connection.Execute($"drop view if exists {Objects.Quoted(gone.Schema, gone.Name)}", ct);
    }

    internal static string Create(string pipeline, ReleasedModel model)
    {
        var view = PublishedView.Of(pipeline, model);
        return $"create or replace view {Objects.Quoted(view.Schema, view.Name)} as select * from {Objects.Quoted(PublishedView.ObjectSchema(pipeline, model), PublishedView.ObjectName(model))}";
    }
}
