using System.Globalization;
using System.Runtime.InteropServices;
using static EtlMesh.MySqlToPostgres.MariaDbClient;

namespace EtlMesh.MySqlToPostgres;

/// <summary>Reads the table by several connections at once, a key range each, and drops what it reads: the time below which no extract goes.</summary>
internal sealed class WireDrop(uint port, string user, string password, string database)
{
    /// <returns>Rows that were read.</returns>
    public long Read(int streams)
    {
        var greatest = Query("select max(id) from orders", row => long.Parse(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(row))!, CultureInfo.InvariantCulture));
        var rows = new long[streams];
        var threads = Enumerable.Range(0, streams).Select(k => new Thread(() => rows[k] = Stream(greatest * k / streams, greatest * (k + 1) / streams))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return rows.Sum();
    }

    private long Stream(long from, long to)
    {
        var rows = 0L;
        Query(string.Create(CultureInfo.InvariantCulture, $"select * from orders where id > {from} and id <= {to}"), _ => ++rows);
        return rows;
    }

    private long Query(string sql, Func<nint, long> take)
    {
        var connection = mysql_init(0);
        if (mysql_real_connect(connection, "127.0.0.1", user, password, database, port, 0, 0) == 0 || mysql_query(connection, "set names utf8mb4") != 0 || mysql_query(connection, sql) != 0)
            throw Failure(connection);
        var result = mysql_use_result(connection);
        var last = 0L;
        for (nint row; (row = mysql_fetch_row(result)) != 0;)
        {
            _ = mysql_fetch_lengths(result);
            last = take(row);
        }

        if (mysql_errno(connection) != 0)
            throw Failure(connection);
        mysql_free_result(result);
        mysql_close(connection);
        return last;
    }

    private static InvalidOperationException Failure(nint connection) => new(Marshal.PtrToStringUTF8(mysql_error(connection)));
}
