using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Which DuckDB file is the warehouse of an embedded run.</summary>
public static class WarehouseFile
{
    /// <param name="address">The resolved address, such as <c>duckdb</c> or <c>duckdb:nights.duckdb</c>; null for the home's own.</param>
    /// <param name="home">The folder that <c>ETLMESH_HOME</c> names, absolute.</param>
    /// <param name="folder">Relative paths start here, absolute.</param>
    /// <returns>An absolute path; the file may not exist yet.</returns>
    /// <exception cref="UsageException">The address is not of DuckDB.</exception>
    public static string Of(string? address, string home, string folder)
    {
        if (address is null)
            return InHome(home);
        if (!ConnectionAddress.TryParse(address, out var parsed) || parsed.Kind != ConnectionKind.DuckDb)
            throw new UsageException("the warehouse is no DuckDB file; write duckdb or duckdb:path, or, for a command that only asks, postgres://… or mesh.");
        return parsed.Target.Length == 0 ? InHome(home) : parsed.PathFrom(folder);
    }

    private static string InHome(string home) => Path.Combine(home, "warehouse.duckdb");
}
