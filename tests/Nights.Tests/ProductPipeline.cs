using System.Text.Json;
using EtlMesh.Cli;

namespace EtlMesh.Nights.Tests;

/// <summary>A copy of one of the product's pipelines in a folder of its own, run by commands alone.</summary>
internal sealed class ProductPipeline : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-product-").FullName;
    private readonly string name;

    public ProductPipeline(string name)
    {
        this.name = name;
        Copy(Path.Combine(Checkout(), "pipelines", name), Folder);
    }

    public VirtualClock Clock { get; } = new();

    /// <summary>The pipeline's.</summary>
    public string Folder => Path.Combine(root, "pipelines", name);

    /// <summary>Runs the night of a date, the morning after it at two.</summary>
    public Task<(int Exit, string Told)> NightAsync(DateOnly date)
    {
        Clock.MoveTo(new DateTimeOffset(date.AddDays(1), new TimeOnly(2, 0), TimeSpan.Zero));
        return RunAsync("run", name, "--date", $"{date:yyyy-MM-dd}", "--output", "json");
    }

    /// <summary>The first column of a query's rows.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql) => [.. (await AskAsync(sql)).Select(row => row.EnumerateObject().First().Value.ToString())];

    /// <summary>The rows that <c>etlmesh query</c> tells.</summary>
    /// <param name="words">A statement, options.</param>
    public async Task<IReadOnlyList<JsonElement>> AskAsync(params string[] words)
    {
        var (exit, told) = await RunAsync(["query", .. words, "--output", "json"]);
        Assert.True(exit == ExitCodes.Done, told);
        return [.. JsonDocument.Parse(told).RootElement.EnumerateArray()];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private async Task<(int Exit, string Told)> RunAsync(params string[] words)
    {
        var (output, error, bytes) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" }, new MemoryStream());
        var exit = await CommandLine.RunAsync(words, new Shell
        {
            Out = output,
            Error = error,
            OpenOut = () => bytes,
            Folder = root,
            Time = Clock,
            Variable = variable => variable == "USER" ? "kim" : null,
        });
        return (exit, output + System.Text.Encoding.UTF8.GetString(bytes.ToArray()) + (exit == ExitCodes.Done ? "" : error));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
