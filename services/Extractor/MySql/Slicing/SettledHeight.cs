using System.Globalization;
using System.Numerics;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>
/// Where a window by a number ends: behind the greatest that is there, once the transactions that were open then have ended, for they may hold smaller ones that nobody sees yet.
/// The server shows them to who may PROCESS; without that, the end stays open, and what is committed late is not read.
/// </summary>
internal static class SettledHeight
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string Open =
        "select trx_id from information_schema.innodb_trx where trx_is_read_only = 0 and trx_autocommit_non_locking = 0 and trx_tables_locked > 0 and trx_mysql_thread_id <> connection_id()";

    /// <returns>Null when there is no row, or transactions cannot be seen.</returns>
    /// <exception cref="TransientEtlException">They do not end.</exception>
    public static async Task<string?> UntilAsync(MySqlConnection connection, MySqlTable table, MySqlColumn watermark, TimeProvider time, CancellationToken ct)
    {
        if (connection.Scalar($"select max({MySqlText.Identifier(watermark.Name)}) from {table.Quoted}", ct) is not { } greatest)
            return null;
        try
        {
            var open = Transactions(connection, ct);
            for (var begun = time.GetTimestamp(); open.Count > 0; open.IntersectWith(Transactions(connection, ct)))
            {
                if (time.GetElapsedTime(begun) > Patience)
                {
                    throw new TransientEtlException(
                        $"Planning {table}: {open.Count} transactions that may hold a smaller {watermark.Name} than {greatest} have been open for more than {Patience.TotalSeconds} s. End them, or take a watermark that is a time. It is tried again.");
                }

                await Task.Delay(Pause, time, ct);
            }
        }
        catch (MySqlException e) when (e.Code is MySqlException.SpecificAccessDenied or 1109)
        {
            return null;
        }

        return (BigInteger.Parse(greatest, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static HashSet<string> Transactions(MySqlConnection connection, CancellationToken ct) =>
        [.. connection.Rows(Open, ct).Select(row => row[0]!)];
}
