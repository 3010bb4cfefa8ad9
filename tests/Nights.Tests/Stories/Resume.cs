namespace EtlMesh.Nights.Tests.Stories;

/// <summary>The pipeline is no longer held.</summary>
internal sealed record Resume : Step
{
    public override string ToString() => "resume";
}
