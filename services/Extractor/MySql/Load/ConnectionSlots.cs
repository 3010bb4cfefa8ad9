using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>
/// Connections under a cap that all processes share: each holds one of the numbers 1 to <c>max_connections</c> as a lock of the server's, for as long as it is open.
/// Who finds none free closes and asks again.
/// </summary>
internal sealed class ConnectionSlots(MySqlAddress address, int most, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="TransientEtlException">The server cannot be reached for now.</exception>
    /// <exception cref="TerminalEtlException">It cannot be logged in to.</exception>
    public async Task<MySqlConnection> OpenAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await Task.Run(() => TryOpen(ct), ct) is { } connection)
                return connection;
            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>Null when all are taken.</summary>
    public MySqlConnection? TryOpen(CancellationToken ct) => MySqlFaults.Run($"Connecting to {address}", () => Take(ct), ct);

    private MySqlConnection? Take(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var connection = MySqlConnection.Open(address);
        try
        {
            if (connection.Scalar(Taking(), ct) is not null)
                return connection;
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The first that is free; a case looks no further than that.
    private string Taking()
    {
        var place = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.Database)).AsSpan(0, 8));
        var slots = Enumerable.Range(1, most).Select(slot => string.Create(CultureInfo.InvariantCulture, $"when get_lock('etlmesh.{place}.{slot}', 0) = 1 then {slot}"));
        return $"select case {string.Join(' ', slots)} end";
    }
}
