namespace EtlMesh.Cli;

/// <summary>A service of the mesh.</summary>
/// <param name="Name">As people and settings write it, such as <c>quality-gate</c>.</param>
/// <param name="Folder">Of its project and in its program's name, such as <c>QualityGate</c>.</param>
public sealed record ServiceKind(string Name, string Folder)
{
    public const string Orchestrator = "orchestrator";

    /// <summary>Every service, the one that people talk to first.</summary>
    public static IReadOnlyList<ServiceKind> All { get; } =
    [
        new(Orchestrator, "Orchestrator"),
        new("extractor", "Extractor"),
        new("loader", "Loader"),
        new("transformer", "Transformer"),
        new("quality-gate", "QualityGate"),
        new("notifier", "Notifier"),
    ];

    /// <summary>The name of the n-th process of this service, from 1.</summary>
    public string ProcessName(int n) => n == 1 ? Name : $"{Name}-{n}";
}
