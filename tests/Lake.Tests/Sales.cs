namespace EtlMesh.Lake.Tests;

/// <summary>Rows of the model.</summary>
internal static class Sales
{
    /// <summary>Three days; on the second, two sales.</summary>
    public const string First =
        """
        select * from (values
            (1, timestamp '2026-01-01 08:00:00', 1.50::decimal(12,2)),
            (2, timestamp '2026-01-02 09:00:00', 2.25::decimal(12,2)),
            (3, timestamp '2026-01-02 23:59:59.999999', 3.00::decimal(12,2)),
            (4, timestamp '2026-02-01 00:00:00', 4.00::decimal(12,2))) as t(id, sold_at, amount)
        """;

    /// <summary>The second day was corrected, and a day came.</summary>
    public const string Second =
        """
        select * from (values
            (1, timestamp '2026-01-01 08:00:00', 1.50::decimal(12,2)),
            (2, timestamp '2026-01-02 09:00:00', 9.99::decimal(12,2)),
            (3, timestamp '2026-01-02 23:59:59.999999', 3.00::decimal(12,2)),
            (4, timestamp '2026-02-01 00:00:00', 4.00::decimal(12,2)),
            (5, timestamp '2026-02-02 12:00:00', 5.00::decimal(12,2))) as t(id, sold_at, amount)
        """;

    public static readonly IReadOnlyList<string> FirstRows = ["1|1.50|2026|1|1", "2|2.25|2026|1|2", "3|3.00|2026|1|2", "4|4.00|2026|2|1"];

    public static readonly IReadOnlyList<string> SecondRows = ["1|1.50|2026|1|1", "2|9.99|2026|1|2", "3|3.00|2026|1|2", "4|4.00|2026|2|1", "5|5.00|2026|2|2"];

    public const string Query = "select id, amount, year, month, day from sales order by id";

    /// <summary>Days with one sale each.</summary>
    public static string Days(int count) => $"select i::integer as id, timestamp '2020-01-01 06:00' + interval (i) day as sold_at, (i / 100)::decimal(12,2) as amount from range({count}) as t(i)";
}
