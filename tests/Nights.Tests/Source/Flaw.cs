namespace EtlMesh.Nights.Tests.Source;

/// <summary>What is wrong with a record.</summary>
internal enum Flaw
{
    None,
    UnreadableAmount,
    UnreadableWatermark,
}
