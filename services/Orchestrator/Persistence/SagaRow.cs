namespace EtlMesh.Orchestrator.Persistence;

/// <summary>A saga between two messages.</summary>
public sealed class SagaRow
{
    /// <summary>Which saga, such as <c>nightly-run</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The saga's correlation id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The state's name, for people who look.</summary>
    public required string State { get; set; }

    /// <summary>One more with every change.</summary>
    public required int Version { get; set; }

    /// <summary>The whole state as JSON; members that an older version does not know are kept out of its way.</summary>
    public required string Body { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
