namespace EtlMesh.Notifier.Tests.Pages;

public sealed class PageTests
{
    private const string Evil = "</title><script>alert('x')</script>";

    [Fact]
    public void Page_SaysItsLanguage_AndForbidsEveryRequest()
    {
        var page = Page.Of(Evil, "", "<main></main>\n");

        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", page, StringComparison.Ordinal);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\"", page, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;/title&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</title>", page, StringComparison.Ordinal);
        Assert.EndsWith("<body>\n<main></main>\n</body>\n</html>\n", page, StringComparison.Ordinal);
        foreach (var reference in new[] { "://", "src=", "url(", "@import", "<script" })
            Assert.DoesNotContain(reference, page, StringComparison.Ordinal);
    }
}
