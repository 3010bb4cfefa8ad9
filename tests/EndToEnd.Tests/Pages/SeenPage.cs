using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A page as a browser shows it on a screen.</summary>
internal sealed record SeenPage
{
    /// <summary>Everything that was asked for, the page itself first.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>Errors and warnings of the console, of the policy, and of scripts.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>By how many pixels the document is wider than the screen asked for: a phone would zoom out, and call that its width.</summary>
    public required double Overflow { get; init; }

    /// <summary>Texts of which a part cannot be seen or scrolled to.</summary>
    public required IReadOnlyList<string> Clipped { get; init; }

    /// <summary>The colours of the body, <c>rgb(…)</c>.</summary>
    public required string Ground { get; init; }

    public required string Ink { get; init; }

    public required string Text { get; init; }

    /// <summary>Opens a file on a screen.</summary>
    /// <param name="file">Absolute.</param>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="theme">light or dark.</param>
    public static async Task<SeenPage> OpenAsync(Browser browser, string file, int width, string theme)
    {
        var tab = await browser.OpenTabAsync();
        foreach (var domain in new[] { "Page", "Network", "Runtime", "Log" })
            await browser.CallAsync($"{domain}.enable", session: tab);
        await browser.CallAsync("Emulation.setDeviceMetricsOverride", new { width, height = 800, deviceScaleFactor = 1, mobile = width < 600 }, tab);
        await browser.CallAsync("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = theme } } }, tab);
        browser.Events.Clear();
        await browser.CallAsync("Page.navigate", new { url = new Uri(file).AbsoluteUri }, tab);
        await browser.EventAsync("Page.loadEventFired");

        var look = await browser.CallAsync("Runtime.evaluate", new { expression = Look, returnByValue = true }, tab);
        var seen = JsonSerializer.Deserialize<JsonElement>(look["result"]!["value"]!.GetValue<string>());
        return new SeenPage
        {
            Requests = [.. Told("Network.requestWillBeSent").Select(sent => sent.GetProperty("request").GetProperty("url").GetString()!)],
            Complaints =
            [
                .. Told("Log.entryAdded").Select(entry => entry.GetProperty("entry").GetProperty("text").GetString()!),
                .. Told("Runtime.consoleAPICalled").Select(call => call.GetRawText()),
                .. Told("Runtime.exceptionThrown").Select(thrown => thrown.GetRawText()),
            ],
            Overflow = seen.GetProperty("width").GetDouble() - width,
            Clipped = [.. seen.GetProperty("clipped").EnumerateArray().Select(text => text.GetString()!)],
            Ground = seen.GetProperty("ground").GetString()!,
            Ink = seen.GetProperty("ink").GetString()!,
            Text = seen.GetProperty("text").GetString()!,
        };

        IEnumerable<JsonElement> Told(string method) => browser.Events
            .Where(told => told["method"]?.GetValue<string>() == method && told["sessionId"]?.GetValue<string>() == tab)
            .Select(told => JsonSerializer.Deserialize<JsonElement>(told["params"]!));
    }

    /// <summary>Looks at the page with everything unfolded. A text is clipped where it leaves its box and the box does not scroll; in a picture, where it leaves its node or the picture.</summary>
    private const string Look = """
        (() => {
          document.querySelectorAll('details').forEach(part => part.open = true);
          const clipped = [];
          for (const part of document.body.querySelectorAll('*:not(svg *)')) {
            const style = getComputedStyle(part);
            if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1 && !['auto', 'scroll'].includes(style.overflowX))
              clipped.push(part.tagName + ': ' + part.textContent.slice(0, 80));
          }
          for (const text of document.querySelectorAll('svg text')) {
            const inner = text.getBoundingClientRect();
            const box = (text.parentElement.querySelector(':scope > rect') ?? text.ownerSVGElement).getBoundingClientRect();
            if (inner.left < box.left - 1 || inner.right > box.right + 1 || inner.top < box.top - 1 || inner.bottom > box.bottom + 1)
              clipped.push('svg: ' + text.textContent);
          }
          const body = getComputedStyle(document.body);
          return JSON.stringify({
            width: document.documentElement.scrollWidth, clipped,
            ground: body.backgroundColor, ink: body.color, text: document.body.innerText });
        })()
        """;
}
