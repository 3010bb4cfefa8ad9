using System.Text;
using System.Xml.Linq;
using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Notifier.Tests.Reporting;

public sealed class CheckFindingsTests
{
    [Fact]
    public void Failures_ComeFirst_WithTheirRowsAndTheQuery()
    {
        var page = Findings(
            Result("loose", "warned") with { Severity = "warn" },
            Result("strict", "failed") with { FailingRows = 1200, Sample = ["""{"id":"7","note":"a<b","amount":"-1.50"}""", """{"id":"8","note":null,"extra":"x"}"""] },
            Result("fine", "passed"));

        Assert.Equal(["✕ failed expectation of strict", "! warned expectation of loose"], XElement.Parse(page).Descendants("h3").Select(title => title.Value));
        Assert.Contains("<p>found what strict found</p>\n<p class=\"soft\">strict on orders · blocks publishing</p>", page, StringComparison.Ordinal);
        Assert.Contains("loose on orders · does not block publishing", page, StringComparison.Ordinal);
        Assert.Contains("The first 2 of 1,200 rows", page, StringComparison.Ordinal);
        Assert.Contains(
            """
            <tr><td class="short number">7</td><td class="short">a&lt;b</td><td class="short number">-1.50</td><td class="short">–</td></tr>
            <tr><td class="short number">8</td><td class="short">–</td><td class="short number">–</td><td class="short">x</td></tr>
            """, page, StringComparison.Ordinal);
        Assert.Contains("<pre tabindex=\"0\">select 1 where 1 &lt; 2</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<summary>All 3 checks</summary>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"passed\">✓ 7 passed</span> · <span class=\"warned\">! 1 warned</span> · <span class=\"soft\">0 failed</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void LongValue_MayBreak() => Assert.Contains(
        $"<td class=\"long\">{new string('x', 41)}</td>",
        Findings(Result("strict", "failed") with { FailingRows = 1, Sample = [$$"""{"note":"{{new string('x', 41)}}"}"""] }),
        StringComparison.Ordinal);

    [Fact]
    public void RowThatIsNoObject_IsShownAsItIs() => Assert.Contains(
        "<td class=\"short\">[1,2]</td>", Findings(Result("strict", "failed") with { FailingRows = 1, Sample = ["[1,2]"] }), StringComparison.Ordinal);

    [Fact]
    public void WithoutResults_TheSummaryTells()
    {
        var page = new StringBuilder();
        CheckFindings.Append(page, Notifications.Verdict("unique_orders_id: expected <none>; found 1"), []);
        Assert.Contains("<div class=\"card finding failed\"><p>unique_orders_id: expected &lt;none&gt;; found 1</p></div>", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutVerdict_NothingIsTold()
    {
        var page = new StringBuilder();
        CheckFindings.Append(page, null, [Result("strict", "failed")]);
        Assert.Equal(0, page.Length);
    }

    private static CheckResult Result(string id, string status) => new()
    {
        CheckId = id,
        Model = "orders",
        Severity = "error",
        Status = status,
        Expected = $"expectation of {id}",
        Actual = $"what {id} found",
        FailingRows = 0,
        Query = "select 1 where 1 < 2",
    };

    private static string Findings(params CheckResult[] results)
    {
        var page = new StringBuilder("<page>");
        CheckFindings.Append(page, Notifications.Verdict(), results);
        return page.Append("</page>").ToString();
    }
}
