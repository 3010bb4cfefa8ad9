namespace EtlMesh.SqlProject;

/// <summary>A check of the project, not yet compiled.</summary>
public sealed record SqlCheck
{
    /// <summary>As in <see cref="CompiledCheck.Id"/>.</summary>
    public required string Id { get; init; }

    public required CheckKind Kind { get; init; }

    /// <summary>As in <see cref="CompiledCheck.Model"/>.</summary>
    public string? Model { get; init; }

    public string? Column { get; init; }

    public required CheckSeverity Severity { get; init; }

    /// <summary>Models and seeds that the check reads; sorted.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Source tables that the check reads; sorted.</summary>
    public required IReadOnlyList<SourceTable> Sources { get; init; }

    public required string Path { get; init; }

    public required int Line { get; init; }
}
