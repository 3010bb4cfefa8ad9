using System.Text.RegularExpressions;

namespace EtlMesh.Faults.Tests;

/// <summary>docs/reliability.md says of each fault which test holds it.</summary>
public sealed partial class ReliabilityTests
{
    private const int Faults = 27;

    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "reliability.md"));

    [Fact]
    public void EveryTestThatIsNamed_IsThere()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();

        var missing = Named().Where(test => !sources.Exists(source =>
            Regex.IsMatch(source, $@"class {test.Class}\b", RegexOptions.None, TimeSpan.FromSeconds(5)) && source.Contains($" {test.Method}(", StringComparison.Ordinal)));

        Assert.NotEmpty(Named());
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryFault_HasItsTests_OrSaysThatItHasNone()
    {
        var rows = Row().Matches(Page).Select(row => (Number: int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Held: row.Groups[2].Value)).ToList();

        Assert.Equal(Enumerable.Range(1, Faults), rows.Select(row => row.Number));
        Assert.Empty(rows.Where(row => !Test().IsMatch(row.Held) && !row.Held.Contains("not yet", StringComparison.Ordinal)));
    }

    private static List<(string Class, string Method)> Named() => [.. Test().Matches(Page).Select(test => (test.Groups[1].Value, test.Groups[2].Value))];

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+)\\.([A-Z][A-Za-z0-9]+_[A-Za-z0-9_]+)`", RegexOptions.None, 5000)]
    private static partial Regex Test();

    [GeneratedRegex(@"^\| ([0-9]+) \|[^|]*\|[^|]*\|([^|]*)\|$", RegexOptions.Multiline, 5000)]
    private static partial Regex Row();
}
