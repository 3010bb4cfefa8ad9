namespace EtlMesh.Pipelines;

/// <summary>What a rate counts.</summary>
public enum RateUnit
{
    Bytes,
    Requests,
}
