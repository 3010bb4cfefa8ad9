using System.Runtime.InteropServices;
using System.Text;

namespace EtlMesh.Extractor.MySql;

/// <summary>A connection to MySQL, MariaDB or Aurora: one statement at a time, calls wait. Its session reads only, in UTC and UTF-8.</summary>
internal sealed unsafe class MySqlConnection : IDisposable
{
    private const uint ConnectSeconds = 10;

    /// <summary>A server that says nothing for so long is gone.</summary>
    private const uint SilenceSeconds = 900;

    private const uint Tcp = 1;

    private static readonly string[] Session =
    [
        // Literals are written for this mode; values come as they are stored.
        "SET SESSION sql_mode = '', time_zone = '+00:00', sql_select_limit = DEFAULT, net_write_timeout = 3600, net_read_timeout = 3600, lock_wait_timeout = 60",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "SET SESSION TRANSACTION READ ONLY",
    ];

    private readonly MySqlAddress address;
    private readonly MySqlHandle handle;

    private MySqlConnection(MySqlAddress address, MySqlHandle handle) => (this.address, this.handle) = (address, handle);

    /// <summary>The server's number of this connection.</summary>
    public ulong Id => MySqlApi.mysql_thread_id(handle).Value;

    public string ServerVersion => Marshal.PtrToStringUTF8(MySqlApi.mysql_get_server_info(handle)) ?? "";

    public bool IsMariaDb => ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null without TLS.</summary>
    public string? Cipher => Marshal.PtrToStringUTF8(MySqlApi.mysql_get_ssl_cipher(handle));

    /// <exception cref="MySqlException">No connection.</exception>
    /// <exception cref="Contracts.TerminalEtlException">The client library is missing.</exception>
    public static MySqlConnection Open(MySqlAddress address)
    {
        var connection = Connect(address);
        try
        {
            foreach (var statement in Session)
                connection.Execute(statement);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Execute(string statement, CancellationToken ct = default)
    {
        using var rows = Query(statement, ct);
        while (rows?.Next() == true)
        {
            // as with a procedure's
        }
    }

    /// <summary>Runs a query; its rows stream.</summary>
    public MySqlRows Read(string query, CancellationToken ct = default) =>
        Query(query, ct) ?? throw new MySqlException(0, "HY000", "the statement gives no rows");

    /// <summary>All rows of a query as text; for few.</summary>
    public IReadOnlyList<string?[]> Rows(string query, CancellationToken ct = default)
    {
        using var rows = Read(query, ct);
        var all = new List<string?[]>();
        while (rows.Next())
            all.Add([.. Enumerable.Range(0, rows.Fields).Select(rows.Text)]);
        return all;
    }

    /// <summary>The first value of the first row as text; null without a row.</summary>
    public string? Scalar(string query, CancellationToken ct = default) => Rows(query, ct) is [[var value, ..], ..] ? value : null;

    /// <summary>Ends the running statement at the server by a second connection; where that cannot be had, ends this one.</summary>
    public void Stop()
    {
        try
        {
            using var second = Connect(address);
            second.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"KILL QUERY {Id}"));
        }
        catch (Exception e) when (e is MySqlException or ObjectDisposedException)
        {
            // the statement, the connection or the server is gone already
        }

        Abort();
    }

    public void Dispose() => handle.Dispose();

    internal void ThrowIfFailed()
    {
        if (MySqlApi.mysql_errno(handle) is not 0 and var code)
            throw Failure((int)code);
    }

    private static MySqlConnection Connect(MySqlAddress address)
    {
        MySqlHandle handle;
        try
        {
            handle = MySqlApi.mysql_init(0);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw MySqlLibrary.Missing($"Connecting to {address}", e);
        }

        var connection = new MySqlConnection(address, handle);
        try
        {
            connection.Set();
            if (MySqlApi.mysql_real_connect(handle, address.Host, address.User, address.Password, address.Database, (uint)address.Port, null, new CULong(0)) == 0)
                connection.ThrowIfFailed();
            if (address.SslMode >= SslMode.Required && connection.Cipher is null)
                throw new MySqlException(2026, "HY000", "the server has no TLS, and `ssl-mode` asks for it");
            return connection;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private void Set()
    {
        Set(MySqlOption.ConnectTimeout, ConnectSeconds);
        Set(MySqlOption.ReadTimeout, SilenceSeconds);
        Set(MySqlOption.WriteTimeout, SilenceSeconds);
        Set(MySqlOption.Protocol, Tcp); // `localhost` would be the socket of this machine's server
        Set(MySqlOption.LocalInfile, 0);
        nuint packet = 1 << 30;
        _ = MySqlApi.mysql_options(handle, MySqlOption.MaxAllowedPacket, &packet);
        Set(MySqlOption.CharsetName, "utf8mb4");
        byte yes = 1, verify = address.SslMode == SslMode.VerifyIdentity ? (byte)1 : (byte)0;
        _ = MySqlApi.mysql_options(handle, MySqlOption.SslVerifyServerCertificate, &verify);
        if (address.SslMode == SslMode.Disabled)
            return;
        _ = MySqlApi.mysql_options(handle, MySqlOption.SslEnforce, &yes);
        if (address.SslMode >= SslMode.VerifyCa && address.SslCa is { } ca)
            Set(MySqlOption.SslCa, ca);
    }

    private void Set(MySqlOption option, uint value) => _ = MySqlApi.mysql_options(handle, option, &value);

    private void Set(MySqlOption option, string value)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(value + "\0"))
            _ = MySqlApi.mysql_options(handle, option, text);
    }

    private MySqlRows? Query(string statement, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        // On a thread of its own: whoever cancels does not wait for the server.
        var registration = ct.UnsafeRegister(static connection => ThreadPool.UnsafeQueueUserWorkItem(static stopped => stopped.Stop(), (MySqlConnection)connection!, preferLocal: false), this);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(statement);
            fixed (byte* text = bytes)
            {
                if (MySqlApi.mysql_real_query(handle, text, new CULong((nuint)bytes.Length)) != 0)
                    ThrowIfFailed();
            }

            var result = MySqlApi.mysql_use_result(handle);
            if (!result.IsInvalid)
            {
                result.Hold(handle);
                return new MySqlRows(this, result, (int)MySqlApi.mysql_field_count(handle), registration);
            }

            result.Dispose();
            ThrowIfFailed();
            registration.Dispose();
            return null;
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    private void Abort()
    {
        try
        {
            _ = MySqlApi.mariadb_cancel(handle);
        }
        catch (ObjectDisposedException)
        {
            // closed in the meantime
        }
    }

    private MySqlException Failure(int code) =>
        new(code, Marshal.PtrToStringUTF8(MySqlApi.mysql_sqlstate(handle)) ?? "", Marshal.PtrToStringUTF8(MySqlApi.mysql_error(handle)) ?? "");
}
