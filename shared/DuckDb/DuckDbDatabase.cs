using System.Globalization;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>An open database: a file, or memory. Opening a file again in the same process gives the same database, so settings must agree.</summary>
/// <remarks>Thread-safe. The file is let go when the database and all its connections are disposed.</remarks>
public sealed class DuckDbDatabase : IDisposable
{
    /// <summary>The path that means memory, a new database each time.</summary>
    public const string InMemory = ":memory:";

    // One cache for the process: the engine's own guard against opening a file twice, which file locks do not see within a process.
    private static readonly Lazy<nint> Instances = new(DuckDbApi.duckdb_create_instance_cache);

    private readonly DatabaseHandle _handle;
    private readonly TableFunctions _tables = new();

    private DuckDbDatabase(string path, DatabaseHandle handle) => (Path, _handle) = (path, handle);

    public string Path { get; }

    /// <exception cref="DuckDbException">Kind <see cref="DuckDbErrorKind.Locked"/>, with the other's pid, when another process has the file.</exception>
    public static DuckDbDatabase Open(string path, DuckDbOptions? options = null)
    {
        using var config = Configure(path, options ?? new DuckDbOptions());
        if (DuckDbApi.duckdb_get_or_create_from_cache(Instances.Value, path, out var handle, config, out var error) == 0)
            return new DuckDbDatabase(path, handle);
        handle.Dispose();
        throw DuckDbErrors.Opening(path, DuckDbApi.TakeText(error));
    }

    /// <summary>A new connection: one for each piece of work.</summary>
    public DuckDbConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (DuckDbApi.duckdb_connect(_handle, out var connection) == 0)
            return new DuckDbConnection(connection, _tables);
        connection.Dispose();
        throw new DuckDbException(DuckDbErrorKind.Connection, $"Connecting to {Path}: the engine refused a connection.", "");
    }

    public void Dispose() => _handle.Dispose();

    private static ConfigHandle Configure(string path, DuckDbOptions options)
    {
        if (DuckDbApi.duckdb_create_config(out var config) != 0)
            throw new DuckDbException(DuckDbErrorKind.Unknown, $"Opening {path}: the engine gave no configuration.", "");
        Set("autoinstall_known_extensions", "false");
        Set("autoload_known_extensions", "false");
        if (options.Threads is { } threads)
            Set("threads", threads.ToString(CultureInfo.InvariantCulture));
        if (options.MemoryLimit is { } limit)
            Set("memory_limit", limit);
        if (options.TempDirectory is { } folder)
            Set("temp_directory", folder);
        if (options.ReadOnly)
            Set("access_mode", "READ_ONLY");
        return config;

        void Set(string name, string value)
        {
            if (DuckDbApi.duckdb_set_config(config, name, value) == 0)
                return;
            config.Dispose();
            throw new DuckDbException(
                DuckDbErrorKind.Settings, $"Opening {path}: the engine does not take `{value}` for {name}. Correct the setting.", "");
        }
    }
}
