namespace EtlMesh.Cli;

/// <summary>A process of the mesh as it is to be started.</summary>
public sealed record LaunchSpec
{
    /// <summary>Such as <c>loader</c> or <c>loader-2</c>.</summary>
    public required string Name { get; init; }

    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where it runs; absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Added to this process' environment. Names are those that a shell can write: it passes no others on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The file of what it says; absolute.</summary>
    public required string Log { get; init; }
}
