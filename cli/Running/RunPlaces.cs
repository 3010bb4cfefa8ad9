namespace EtlMesh.Cli;

/// <summary>Where the things of an embedded run are: absolute paths.</summary>
/// <param name="Home">The folder that <c>ETLMESH_HOME</c> names.</param>
/// <param name="Warehouse">The DuckDB file.</param>
/// <param name="Schema">The schema that readers query.</param>
public sealed record RunPlaces(string Home, string Warehouse, string Schema)
{
    /// <summary>Where bundles are unpacked.</summary>
    public string Bundles => Path.Combine(Home, "bundles", "unpacked");

    /// <summary>Where a night spills what does not fit in memory.</summary>
    public string Scratch => Path.Combine(Home, "scratch");

    /// <summary>Where a pipeline's files are on their way to a lake.</summary>
    public string LakeScratch(string pipeline) => Path.Combine(Scratch, $"lake-{pipeline}");
}
