using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Which warehouse a command asks: a DuckDB file, or a server.</summary>
public sealed class WarehousePlace
{
    /// <summary>The word for the warehouse of the mesh on this machine.</summary>
    public const string OfMesh = "mesh";

    private WarehousePlace(string? file, ConnectionAddress? server, string name) => (File, Server, Name) = (file, server, name);

    /// <summary>Absolute; null for a server.</summary>
    public string? File { get; }

    /// <summary>It may hold a password: never printed. Null for a file.</summary>
    public ConnectionAddress? Server { get; }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <param name="address"><c>duckdb</c>, <c>duckdb:path</c>, a server's address, or <c>mesh</c>; null for the home's own file.</param>
    /// <param name="home">Absolute.</param>
    /// <param name="folder">Relative paths start here, absolute.</param>
    /// <exception cref="UsageException">It is none of these, or there is no mesh.</exception>
    public static WarehousePlace Of(string? address, string home, string folder)
    {
        if (address == OfMesh)
            return OfServer(MeshAddress(home), "the mesh's warehouse");
        if (address is not null && ConnectionAddress.TryParse(address, out var parsed) && parsed.Kind is ConnectionKind.Postgres or ConnectionKind.Redshift)
            return OfServer(address, Uri.TryCreate(address, UriKind.Absolute, out var url) ? $"{url.Scheme}://{url.Authority}{url.AbsolutePath}" : parsed.ToString());
        return OfFile(WarehouseFile.Of(address, home, folder));
    }

    public static WarehousePlace OfFile(string file) => new(file, null, file);

    public override string ToString() => Name;

    private static WarehousePlace OfServer(string address, string name) => new(null, ConnectionAddress.Parse(address), name);

    private static string MeshAddress(string home)
    {
        var mesh = new MeshFolder(home);
        return MeshStateFile.Read(mesh) is { Postgres: { } cluster } state && state.Ports.TryGetValue(PostgresCluster.Name, out var port)
            ? new PostgresCluster(cluster, port).WarehouseUrl(ServiceSettings.WarehouseDatabase)
            : throw new UsageException($"there is no mesh in {home}; start one by `etlmesh up`, or name its home by --home.");
    }
}
