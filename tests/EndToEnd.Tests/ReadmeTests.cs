using System.Text.RegularExpressions;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The pipeline that the README writes, run as it stands there.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string written = Directory.CreateTempSubdirectory("etlmesh-readme-").FullName;

    [Fact]
    public async Task OwnPipeline_AsTheReadmeWritesIt_Runs()
    {
        foreach (Match file in FileWithItsPath().Matches(await File.ReadAllTextAsync(Path.Combine(Workplace.Root, "README.md"))))
        {
            var path = Path.Combine(written, file.Groups["path"].Value);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file.Groups["text"].Value);
        }

        var pipeline = Path.Combine(written, "pipelines", "shop-numbers");
        Directory.CreateDirectory(Path.Combine(pipeline, "sample"));
        await File.WriteAllTextAsync(
            Path.Combine(pipeline, "sample", "orders.csv"),
            "id,customer,amount,placed_at\n1,7,10.00,2026-03-01 08:00:00\n2,8,2.50,2026-03-01 23:59:59\n3,7,4.00,2026-03-02 00:00:00\n");
        using var place = new Workplace(pipeline);

        (await place.RunAsync("validate", place.Pipeline)).ExpectExit(0);
        (await place.NightAsync("2026-03-02")).ExpectExit(0);

        Assert.Equal(
            ["""{"day":"2026-03-01","orders":2,"revenue":12.50}""", """{"day":"2026-03-02","orders":1,"revenue":4.00}"""],
            await place.QueryAsync("select * from shop_numbers.revenue_by_day order by day"));
    }

    public void Dispose() => Directory.Delete(written, recursive: true);

    [GeneratedRegex(@"`(?<path>pipelines/shop-numbers/[^`]+)`\n```\w+\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex FileWithItsPath();
}
