using System.Globalization;
using System.Text;
using EtlMesh.Cli;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A folder of one test: a pipeline that may be changed, and an own <c>ETLMESH_HOME</c>.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-night-").FullName;

    public Workplace(string pipeline)
    {
        Pipeline = Path.Combine(root, "pipelines", Path.GetFileName(pipeline));
        Home = Path.Combine(root, "home");
        Copy(pipeline, Pipeline);
    }

    /// <summary>The copy of the pipeline's folder.</summary>
    public string Pipeline { get; }

    public string Home { get; }

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The pipelines of the product.</summary>
    public static string Product(string name) => Path.Combine(Root, "pipelines", name);

    /// <summary>The pipelines that only tests have.</summary>
    public static string OfTests(string name) => Path.Combine(AppContext.BaseDirectory, "Pipelines", name);

    /// <summary>Copies one more pipeline beside the first.</summary>
    public void Add(string pipeline) => Copy(pipeline, Path.Combine(root, "pipelines", Path.GetFileName(pipeline)));

    public RunningCommand Start(params IEnumerable<string> arguments) =>
        RunningCommand.Start(root, new Dictionary<string, string>(Environment) { ["ETLMESH_HOME"] = Home }, arguments);

    public async Task<CommandResult> RunAsync(params IEnumerable<string> arguments)
    {
        using var command = Start(arguments);
        return await command.EndAsync();
    }

    /// <summary>Runs a command within this process, where it starts much faster. It may not be one that is to be struck.</summary>
    public async Task<CommandResult> RunHereAsync(params IEnumerable<string> arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        using var bytes = new MemoryStream();
        var exit = await CommandLine.RunAsync([.. arguments], new Shell
        {
            Out = output,
            Error = errors,
            OpenOut = () => bytes,
            ErrorIsTerminal = true, // logs of warnings only
            Variable = name => name == "ETLMESH_HOME" ? Home : Environment.GetValueOrDefault(name),
            Folder = root,
        });
        return new CommandResult(exit, output + Encoding.UTF8.GetString(bytes.ToArray()), errors.ToString());
    }

    /// <summary>Runs the pipeline's night and gives what it says as JSON.</summary>
    public Task<CommandResult> NightAsync(string date, params IEnumerable<string> more) =>
        RunAsync(["run", Pipeline, "--date", date, "--output", "json", .. more]);

    /// <summary>The rows of a query, each as its JSON text, so that they can be compared.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        var result = (await RunHereAsync("query", sql, "--output", "json")).ExpectExit(0);
        return [.. result.Json.EnumerateArray().Select(row => row.GetRawText())];
    }

    /// <summary>Every object and file below a part of the home; empty when there is none.</summary>
    public IReadOnlyList<string> Objects(string part)
    {
        var folder = Path.Combine(Home, part);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Home, path)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Keeps the home as it is now.</summary>
    /// <returns>The folder of the copy, for <see cref="Restore"/>.</returns>
    public string Keep(string name)
    {
        var kept = Path.Combine(root, name);
        if (Directory.Exists(Home))
            Copy(Home, kept);
        else
            Directory.CreateDirectory(kept);
        return kept;
    }

    /// <summary>Makes the home what it was.</summary>
    public void Restore(string kept)
    {
        if (Directory.Exists(Home))
            Directory.Delete(Home, recursive: true);
        Copy(kept, Home);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
        return folder.FullName;
    }

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
