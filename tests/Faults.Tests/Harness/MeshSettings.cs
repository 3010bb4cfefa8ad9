namespace EtlMesh.Faults.Tests;

/// <summary>What a mesh of tests has other than usual.</summary>
internal sealed record MeshSettings
{
    /// <summary>How long the messages of a killed service stay hidden.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a message may be handed out.</summary>
    public int MaxReceiveCount { get; init; } = 6;

    /// <summary>Given to every service.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
