namespace EtlMesh.Orchestrator.Operations;

/// <summary>What <c>POST /api/runs</c> is asked.</summary>
public sealed record StartRunDocument
{
    public required string Pipeline { get; init; }

    /// <summary>The business date; null for that of the night that would be due today.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Runs a date again that is published already.</summary>
    public bool Again { get; init; }

    /// <summary>Which models to build; null for all.</summary>
    public string? Select { get; init; }

    /// <summary>Lets a table that only tells how it is now stand for an older date.</summary>
    public bool AsOfNow { get; init; }

    /// <summary>Reads tables whole, so that they start anew.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>The tables of a full refresh, such as <c>shop.orders</c>; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The due instant of a missed run of a schedule that is due more often than daily; null for <c>nightly</c>.</summary>
    public string? Key { get; init; }
}
