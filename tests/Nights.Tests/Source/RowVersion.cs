namespace EtlMesh.Nights.Tests.Source;

/// <summary>A row as its source wrote it once.</summary>
internal sealed record RowVersion
{
    /// <summary>What tells the source's rows apart; null is a value like any other.</summary>
    public required long? Id { get; init; }

    /// <summary>The second part of a composite identity.</summary>
    public required string Part { get; init; }

    /// <summary>The watermark as a number, see <see cref="Marks"/>; null is NULL.</summary>
    public required long? Mark { get; init; }

    public required long Amount { get; init; }

    /// <summary>A tombstone.</summary>
    public bool Gone { get; init; }

    /// <summary>The row leaves the export without a tombstone.</summary>
    public bool Vanished { get; init; }

    public string Note { get; init; } = "-";

    public Flaw Flaw { get; init; }

    public (long? Id, string Part) Identity => (Id, Part);
}
