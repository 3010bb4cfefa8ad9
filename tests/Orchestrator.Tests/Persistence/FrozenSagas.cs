using System.Text.Json.Nodes;

namespace EtlMesh.Orchestrator.Tests.Persistence;

/// <summary>A run and its transfers as a released version has stored them; see Frozen/README.md.</summary>
/// <param name="Night">The body of the run's row.</param>
/// <param name="Transfers">The bodies of its transfers' rows.</param>
public sealed record FrozenSagas(string Night, IReadOnlyList<string> Transfers)
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Persistence", "Frozen", "001");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Root).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static FrozenSagas Read(string name)
    {
        var rows = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, $"{name}.json")))!;
        return new FrozenSagas(rows["nightly-run"]!.ToJsonString(), [.. rows["table-transfer"]!.AsArray().Select(row => row!.ToJsonString())]);
    }
}
