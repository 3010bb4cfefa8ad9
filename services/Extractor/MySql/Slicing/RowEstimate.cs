using System.Globalization;

namespace EtlMesh.Extractor.MySql;

/// <summary>How many rows the server expects to read for a query; it does not run it.</summary>
internal static class RowEstimate
{
    public static long Of(MySqlConnection connection, string query, CancellationToken ct)
    {
        var plan = connection.Rows("explain " + query, ct)[0];
        // The column before the last in MariaDB's plan; MySQL's has `partitions` and `filtered` besides. Where nothing is to be read it is NULL.
        var rows = plan.Length switch
        {
            10 => plan[8],
            12 => plan[9],
            _ => null,
        };
        return long.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var expected) ? expected : 0;
    }
}
