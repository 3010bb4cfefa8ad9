using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>Something that happens to a pipeline, with what its source wrote before.</summary>
internal abstract record Step
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>By table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RowVersion>> Changes { get; init; } = new Dictionary<string, IReadOnlyList<RowVersion>>();

    /// <summary>Tables that the pipeline file describes in another way from here on.</summary>
    public IReadOnlyList<TableShape> Reshaped { get; init; } = [];
}
