using System.Text.RegularExpressions;

namespace EtlMesh.Hosting.Tests;

public sealed partial class DurableEffectsTests
{
    [Fact]
    public void Documentation_NamesEachEffect_AndNoOther()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "fault-injection.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        var documented = rows.SelectMany(row => Name().Matches(row.Split('|')[1]).Select(match => match.Groups["name"].Value)).ToList();

        Assert.Equal(DurableEffects.Names.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
        return folder.FullName;
    }

    [GeneratedRegex("`(?<name>[a-z.]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
