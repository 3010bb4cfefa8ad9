namespace EtlMesh.Contracts;

/// <summary>The part of a table that a night reads, by its watermark. Bounds are text in the column's type; a missing bound is open.</summary>
public sealed record TableWindow
{
    public string? Lo { get; init; }

    /// <summary>True leaves out rows at <see cref="Lo"/> itself: they were read before, and no key would tell them apart.</summary>
    public bool AfterLo { get; init; }

    /// <summary>Rows from here on belong to a later night.</summary>
    public string? Until { get; init; }
}
