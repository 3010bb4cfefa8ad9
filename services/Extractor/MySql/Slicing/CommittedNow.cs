using System.Globalization;
using EtlMesh.Extractor.Planning;

namespace EtlMesh.Extractor.MySql;

/// <summary>
/// The instant up to which a window may reach. A transaction takes its watermarks after it has begun: what is older than every open one is committed, or never will be.
/// The server shows others' transactions to who may PROCESS; without that, the instant is now, and what is committed late is read only within the table's lag.
/// </summary>
internal static class CommittedNow
{
    /// <summary>A statement takes its time a moment before its transaction begins, and before that is seen.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>In UTC and whole seconds, as the server tells of a transaction's begin; it keeps these times in its own zone. A transaction that can only read writes no watermark.</summary>
    private const string Query =
        "select utc_timestamp(), convert_tz(min(trx_started), 'SYSTEM', '+00:00') from information_schema.innodb_trx where trx_is_read_only = 0 and trx_autocommit_non_locking = 0 and trx_mysql_thread_id <> connection_id()";

    /// <summary>The night, with the present not later than that instant by the server's clock.</summary>
    public static PlannedNight Cap(MySqlConnection connection, PlannedNight night, CancellationToken ct)
    {
        string?[] seen;
        try
        {
            seen = connection.Rows(Query, ct)[0];
        }
        catch (MySqlException e) when (e.Code is MySqlException.SpecificAccessDenied or 1109)
        {
            seen = [connection.Scalar("select utc_timestamp()", ct), null];
        }

        // Always in whole seconds less the margin: an instant that was told is never above one that is told later.
        var safe = Moment(seen[1] ?? seen[0]!) - Margin;
        return safe < night.Now ? night with { Now = safe } : night;
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
