namespace EtlMesh.Warehouse;

/// <summary>Builds single objects of a candidate, each with its checkpoint in one transaction.</summary>
internal interface IModelBuilder
{
    Task<ModelBuild> BuildAsync(Session session, CandidateSpec spec, ModelSpec model, CancellationToken ct);

    Task<ModelBuild> LoadAsync(Session session, CandidateSpec spec, SeedSpec seed, CancellationToken ct);

    Task<ModelBuild> CarryAsync(Session session, CandidateSpec spec, string model, CancellationToken ct);
}
