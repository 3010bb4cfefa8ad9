namespace EtlMesh.Warehouse;

/// <summary>The view through which readers see a model of the head.</summary>
internal readonly record struct PublishedView(string Schema, string Name)
{
    public static PublishedView Of(string pipeline, ReleasedModel model) => new(Names.PublishedSchema(pipeline, model.Schema), model.Alias);

    /// <summary>The candidate schema that has a model's object.</summary>
    public static string ObjectSchema(string pipeline, ReleasedModel model) => Names.CandidateSchema(pipeline, model.Uids[^1]);

    /// <summary>The model's object there.</summary>
    public static string ObjectName(ReleasedModel model) => Names.Model(model.Schema, model.Alias);

    public override string ToString() => $"{Schema}.{Name}";
}
