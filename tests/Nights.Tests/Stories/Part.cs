namespace EtlMesh.Nights.Tests.Stories;

/// <summary>The parts of a night, in order.</summary>
internal enum Part
{
    Open,
    Extract,
    Load,
    Build,
    Check,
    Publish,
}
