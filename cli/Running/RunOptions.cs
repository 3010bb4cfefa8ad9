namespace EtlMesh.Cli;

/// <summary>What <c>etlmesh run</c> was asked to do.</summary>
public sealed record RunOptions
{
    /// <summary>A name under <c>pipelines/</c>, or a path to a pipeline's folder.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The business date; null for the schedule's.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Runs a date again that is published already.</summary>
    public bool Again { get; init; }

    /// <summary>Lets a table that only tells how it is now stand for an older date.</summary>
    public bool AsOfNow { get; init; }

    /// <summary>Reads tables whole, so that they start anew.</summary>
    public bool FullRefresh { get; init; }

    /// <summary>The tables of a full refresh; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Which models to build, in dbt's selector words; null for all.</summary>
    public string? Select { get; init; }

    public OutputFormat Output { get; init; }

    /// <summary>Where everything is kept; null for <c>ETLMESH_HOME</c> or <c>.etlmesh</c>.</summary>
    public string? Home { get; init; }

    /// <summary>Tells more on standard error.</summary>
    public bool Verbose { get; init; }
}
