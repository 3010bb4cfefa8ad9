using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class RowCountsTests
{
    private static readonly TableOutcome Orders = new() { Source = "shop", Table = "orders", Counts = new TableCounts { RowsRead = 12345, RowsQuarantined = 5, RowsLoaded = 12340 } };

    [Fact]
    public void RowsOutsideTheWindow_HaveAColumn_OnlyWhereThereAreSome()
    {
        Assert.Contains("<th scope=\"col\">quarantined</th><th scope=\"col\">loaded</th>", Counts(Orders), StringComparison.Ordinal);

        var page = Counts(Orders with { Counts = Orders.Counts with { RowsLoaded = 40, RowsSkipped = 12300 } }, Orders with { Table = "refunds" });

        Assert.Contains("<th scope=\"col\">quarantined</th><th scope=\"col\">skipped</th><th scope=\"col\">loaded</th>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">shop.orders</th><td>12,345</td><td>5</td><td>12,300</td><td>40</td></tr>", page, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">shop.refunds</th><td>12,345</td><td>5</td><td>0</td><td>12,340</td></tr>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralTables_AreSummedUp()
    {
        Assert.DoesNotContain("<tfoot>", Counts(Orders), StringComparison.Ordinal);
        Assert.Contains("<tfoot>\n<tr><th scope=\"row\">all</th><td>24,690</td><td>10</td><td>24,680</td></tr>\n</tfoot>", Counts(Orders, Orders), StringComparison.Ordinal);
    }

    [Fact]
    public void NoTables_AreNothing() => Assert.Empty(Counts());

    private static string Counts(params TableOutcome[] tables)
    {
        var page = new StringBuilder();
        RowCounts.Append(page, tables);
        return page.ToString();
    }
}
