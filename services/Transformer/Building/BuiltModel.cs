using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>Model k of n of a candidate is built.</summary>
public sealed record BuiltModel(ModelSpec Model, ModelBuild Build, int K, int N);
