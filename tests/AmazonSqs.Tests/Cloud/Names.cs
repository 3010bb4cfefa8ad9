namespace EtlMesh.AmazonSqs.Tests;

/// <summary>Names that no other test has.</summary>
internal static class Names
{
    public static string Queue(string suffix = "") => $"test-{Guid.CreateVersion7():N}{suffix}";
}
