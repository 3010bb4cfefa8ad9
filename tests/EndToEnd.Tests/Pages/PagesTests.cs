namespace EtlMesh.EndToEnd.Tests;

/// <summary>The report and the lineage page of real nights, in a real browser.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private readonly Workplace place = new(Workplace.Product("daily-metrics"));
    private Browser browser = null!;

    public async Task InitializeAsync() => browser = await Browser.StartAsync();

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        place.Dispose();
    }

    [Fact]
    public async Task PagesOfNights_ReadWell_OnEveryScreen()
    {
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        await AssertReadsWellAsync(Report(SampleShop.LastDay, "completed"), "Published", "revenue", "shop.orders");
        await AssertReadsWellAsync(await LineageAsync("completed"), "fct_daily_metrics", "5 checks passed", SampleShop.LastDay);

        SampleShop.AddNegativeOrder(place.Pipeline);
        (await place.NightAsync(SampleShop.DayAfter)).ExpectExit(3);
        await AssertReadsWellAsync(Report(SampleShop.DayAfter, "blocked"), "Blocked by 1 check", "still the night of Saturday 31 October 2026", SampleShop.NegativeOrderId);
        await AssertReadsWellAsync(await LineageAsync("blocked"), "1 of 5 checks failed", "blocked");

        await File.WriteAllTextAsync(Path.Combine(place.Pipeline, "models", "staging", "stg_refunds.sql"), "select no_such_function(1) as order_id, 1 as refunded");
        (await place.NightAsync("2026-11-02")).ExpectExit(1);
        await AssertReadsWellAsync(Report("2026-11-02", "failed"), "Failed in transform", "still the night of Saturday 31 October 2026", "run the night again");
    }

    [Fact]
    public async Task WhatPagesMustNotDo_IsNoticed()
    {
        var file = Path.Combine(place.Pipeline, "bad.html");
        await File.WriteAllTextAsync(file, """
            <!doctype html><meta name="viewport" content="width=device-width"><body style="color: #111; background: #fff">
            <img src="missing.png" alt=""><script>throw new Error('boom')</script>
            <p style="width: 3000px">wide</p><p style="width: 20px; overflow: hidden; white-space: nowrap">cut off text</p>
            """);

        var seen = await SeenPage.OpenAsync(browser, file, 400, "dark");

        Assert.EndsWith("missing.png", seen.Requests[1], StringComparison.Ordinal);
        Assert.Contains(seen.Complaints, complaint => complaint.Contains("boom", StringComparison.Ordinal));
        Assert.True(seen.Overflow > 2000, $"{seen.Overflow}");
        Assert.Contains("P: cut off text", seen.Clipped);
        Assert.Equal("rgb(255, 255, 255)", seen.Ground);
    }

    private string Report(string date, string state) => Path.Combine(place.Home, "reports", "daily-metrics", date, "1", $"{state}.html");

    private async Task<string> LineageAsync(string name)
    {
        var file = Path.Combine(place.Home, $"lineage-{name}.html");
        await File.WriteAllTextAsync(file, (await place.RunAsync("lineage", place.Pipeline, "--output", "html")).ExpectExit(0).Output);
        return file;
    }

    private async Task AssertReadsWellAsync(string file, params string[] told)
    {
        foreach (var width in new[] { 1280, 400 })
        {
            var light = await SeenPage.OpenAsync(browser, file, width, "light");
            var dark = await SeenPage.OpenAsync(browser, file, width, "dark");
            foreach (var seen in new[] { light, dark })
            {
                Assert.Equal([new Uri(file).AbsoluteUri], seen.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)));
                Assert.Empty(seen.Complaints);
                Assert.True(seen.Overflow <= 0, $"{file} at {width}: {seen.Overflow} pixels too wide");
                Assert.Empty(seen.Clipped);
                Assert.All(told, words => Assert.Contains(words, seen.Text, StringComparison.Ordinal));
            }

            Assert.True(Brightness(light.Ground) > 200 && Brightness(light.Ink) < 80, $"light: {light.Ink} on {light.Ground}");
            Assert.True(Brightness(dark.Ground) < 80 && Brightness(dark.Ink) > 200, $"dark: {dark.Ink} on {dark.Ground}");
        }
    }

    /// <param name="colour"><c>rgb(r, g, b)</c>.</param>
    private static double Brightness(string colour) =>
        colour[4..^1].Split(", ").Average(channel => int.Parse(channel, System.Globalization.CultureInfo.InvariantCulture));
}
