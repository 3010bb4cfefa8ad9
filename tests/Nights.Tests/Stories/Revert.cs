namespace EtlMesh.Nights.Tests.Stories;

/// <summary>Readers are shown the release before; the pipeline is held.</summary>
internal sealed record Revert : Step
{
    public override string ToString() => "revert";
}
