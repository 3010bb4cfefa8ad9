namespace EtlMesh.Cli;

/// <summary>A thing that data flows through.</summary>
/// <param name="Id"><c>source.shop.orders</c>, <c>seed.countries</c>, <c>model.stg_orders</c> or <c>check.unique_orders_id</c>.</param>
/// <param name="Kind"><c>source</c>, <c>seed</c>, <c>model</c> or <c>check</c>.</param>
/// <param name="Path">The file that makes it, relative to the pipeline's folder; of a source table, the pipeline file.</param>
/// <param name="Description">What its author says of it; of a check, what it expects. May be empty.</param>
public sealed record LineageNode(string Id, string Kind, string Path, string Description)
{
    /// <summary>Of a model: <c>view</c>, <c>table</c> or <c>ephemeral</c>; else null.</summary>
    public string? Materialization { get; init; }

    /// <summary>passed, warned or failed, of what is checked the worst of its checks; null when the attempt did not check it.</summary>
    public string? Verdict { get; init; }

    /// <summary>Of a check: what it found, in words; null when it did not run.</summary>
    public string? Found { get; init; }

    /// <summary>Rows of a table, of a source table those that the attempt loaded; null when not known.</summary>
    public long? Rows { get; init; }

    /// <summary>The id without the kind.</summary>
    internal string Name => Id[(Kind.Length + 1)..];
}
