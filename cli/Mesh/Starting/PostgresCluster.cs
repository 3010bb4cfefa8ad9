using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Cli;

/// <summary>The mesh's own PostgreSQL: a cluster that is durable as PostgreSQL is by default, on a port of the loopback interface, with a password.</summary>
/// <param name="folder">Holds the cluster and the password; absolute.</param>
/// <param name="port">Where it listens.</param>
public sealed class PostgresCluster(string folder, int port)
{
    public const string Name = "postgres";
    private const string Role = "etlmesh";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // after a crash it recovers first

    private string Data => Path.Combine(folder, "data");

    private string PasswordFile => Path.Combine(folder, "password");

    /// <summary>For people: no password.</summary>
    public string Url => $"postgres://{Role}@127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where the cluster can lie: the mesh's own folder, or, where the server's user cannot go there as below <c>/root</c>, one below that user's home.</summary>
    public static async Task<string> PlaceAsync(MeshFolder mesh, CancellationToken ct)
    {
        var asUser = PostgresPrograms.AsUser();
        if (asUser.Count == 0 || (await Tool.RunAsync([.. asUser, "test", "-x", mesh.Path], ct)).ExitCode == 0)
            return mesh.Postgres;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mesh.Path)))[..12];
        return $"/var/lib/postgresql/etlmesh-{hash}";
    }

    /// <summary>The server of this cluster that runs now, whoever started it; null when there is none.</summary>
    public static ProcessIdentity? Running(string folder)
    {
        var file = Path.Combine(folder, "data", "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid))
            return null;
        return ProcessTable.CommandLine(pid).Contains(Path.Combine(folder, "data"), StringComparer.Ordinal) ? ProcessTable.Find(pid) : null;
    }

    /// <summary>
    /// What starts the server. Room for the log of a large load: by default a checkpoint would come into it every gigabyte.
    /// There is no replica to write it for: what is copied into a table of the same transaction, as segments are, is on disk by its commit and not logged.
    /// </summary>
    public LaunchSpec Server(PostgresPrograms programs, string log)
    {
        var words = programs.Command(
            "postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "max_wal_size=4GB", "-c", "wal_buffers=16MB", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "timezone=UTC", "-c", "log_timezone=UTC");
        return new LaunchSpec { Name = Name, Program = words[0], Arguments = [.. words.Skip(1)], Folder = "/", Log = log };
    }

    /// <summary>The version that made the cluster, such as <c>17</c>; null when there is no cluster yet.</summary>
    public string? Version() => File.Exists(Path.Combine(Data, "PG_VERSION")) ? File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim() : null;

    /// <summary>Makes the cluster where there is none. One that is half made is never taken for a whole.</summary>
    public async Task EnsureAsync(PostgresPrograms programs, CancellationToken ct)
    {
        if (Version() is not null)
            return;
        Directory.CreateDirectory(folder);
        PrivateFile.Secret(PasswordFile);
        if (PostgresPrograms.AsUser().Count > 0)
            await Tool.ExpectAsync("Giving the database its folder", ["chown", $"{PostgresPrograms.User}:", folder, PasswordFile], ct);
        var unfinished = Data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        await Tool.ExpectAsync(
            "Making the mesh's database",
            programs.Command("initdb", "-D", unfinished, "-U", Role, "-A", "scram-sha-256", $"--pwfile={PasswordFile}", "-E", "UTF8", "--no-locale"),
            ct);
        Directory.Move(unfinished, Data);
    }

    /// <summary>Waits until the server answers, and makes the databases that are missing.</summary>
    /// <param name="server">The server; null when it ran before.</param>
    /// <param name="databases">Those that are to be there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="LaunchException">It ended instead.</exception>
    /// <exception cref="TransientEtlException">It does not answer.</exception>
    public async Task ReadyAsync(Launch? server, IReadOnlyList<string> databases, TimeProvider time, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        while (!await TryOpenAsync(connection, PasswordFile, ct))
        {
            if (server is { Ended: true })
                throw new LaunchException(server.Spec, $"ended with {await server.EndAsync(ct)}");
            if (time.GetElapsedTime(begin) > Patience)
                throw new TransientEtlException($"The mesh's PostgreSQL runs and does not answer at {Url}; see its log, or stop the mesh by `etlmesh down` and start it again.");
            await Task.Delay(Look, time, ct);
        }

        foreach (var database in databases)
            await CreateAsync(connection, database, ct);
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Role,
        Password = Password(),
        Database = database,
    }.ConnectionString;

    /// <summary>As pipelines write a warehouse; it holds the password.</summary>
    public string WarehouseUrl(string database) =>
        $"postgres://{Role}:{Password()}@127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{database}";

    private string Password() => PrivateFile.Secret(PasswordFile);

    private static async Task<bool> TryOpenAsync(NpgsqlConnection connection, string file, CancellationToken ct)
    {
        try
        {
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new TerminalEtlException($"Connecting to the mesh's database: {refused.MessageText}. Its password is another than {file} says; begin anew with `etlmesh down --wipe`.", refused);
        }
        catch (NpgsqlException)
        {
            return false; // not there yet, or still recovering
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string database, CancellationToken ct)
    {
        await using var known = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await known.ExecuteScalarAsync(ct) is not null)
            return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
        await create.ExecuteNonQueryAsync(ct);
    }
}
