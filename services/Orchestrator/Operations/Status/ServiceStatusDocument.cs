namespace EtlMesh.Orchestrator.Operations;

/// <summary>A service, as it answers for its health.</summary>
/// <param name="Name">Such as <c>loader</c>.</param>
/// <param name="Url">Where it is asked.</param>
/// <param name="State"><see cref="Healthy"/>, <see cref="Unhealthy"/>, or <see cref="Silent"/> when it does not answer.</param>
/// <param name="Detail">What is wrong; null when nothing is.</param>
public sealed record ServiceStatusDocument(string Name, Uri Url, string State, string? Detail)
{
    public const string Healthy = "healthy";
    public const string Unhealthy = "unhealthy";
    public const string Silent = "silent";
}
