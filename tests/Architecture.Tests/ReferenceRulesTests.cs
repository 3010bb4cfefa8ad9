namespace EtlMesh.Architecture.Tests;

/// <summary>Contracts ← shared libraries ← services ← cli, and nothing looks the other way.</summary>
public class ReferenceRulesTests
{
    private static readonly Dictionary<string, string[]> LibrariesMayReference = new()
    {
        ["shared/Contracts"] = [],
        ["shared/DuckDb"] = ["shared/Contracts"],
        ["shared/Hosting"] = ["shared/Contracts", "shared/AmazonSqs", "shared/Lake", "shared/Pipelines", "shared/Staging", "shared/Warehouse"],
        ["shared/AmazonSqs"] = ["shared/Contracts"],
        ["shared/Jinja"] = ["shared/Contracts"],
        ["shared/Lake"] = ["shared/Contracts", "shared/DuckDb", "shared/Pipelines", "shared/Staging", "shared/Warehouse"],
        ["shared/Pipelines"] = ["shared/Contracts", "shared/Staging"],
        ["shared/PostgresCopy"] = ["shared/Contracts", "shared/DuckDb"],
        ["shared/SqlProject"] = ["shared/Contracts", "shared/Jinja", "shared/Pipelines"],
        ["shared/Staging"] = ["shared/Contracts", "shared/DuckDb"],
        ["shared/Warehouse"] = ["shared/Contracts", "shared/DuckDb", "shared/PostgresCopy", "shared/Staging"],
    };

    /// <summary>Where the bus may be spoken of: what is composed of messages, not what moves data.</summary>
    private static readonly string[] SpeakOfTheBus = ["shared/Hosting", "shared/AmazonSqs", "services/", "cli"];

    public static TheoryData<string> Projects => [.. House.Projects.Keys.Order()];

    [Fact]
    public void House_HasRooms() => Assert.Contains("shared/Contracts", House.Projects.Keys);

    [Theory, MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatItMay(string path)
    {
        var wrong = House.Projects[path].References.Where(reference => !MayReference(path, reference));
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Projects))]
    public void Project_HasInhabitants(string path) => Assert.NotEmpty(House.Projects[path].Sources);

    [Theory, MemberData(nameof(Projects))]
    public void DataPlane_NeverMentionsTheBus(string path)
    {
        if (SpeakOfTheBus.Any(room => path.StartsWith(room, StringComparison.Ordinal)))
            return;

        Assert.DoesNotContain("MassTransit", House.Projects[path].Packages);
        Assert.Empty(House.Projects[path].Sources.Where(source => File.ReadAllText(source).Contains("MassTransit", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bus_IsMentionedInServicesOnlyByConsumersSagasAndRegistrations()
    {
        var wrong = House.Projects.Values
            .Where(project => project.Path.StartsWith("services/", StringComparison.Ordinal) && project.Path != "services/Orchestrator")
            .SelectMany(project => project.Sources)
            .Where(source => File.ReadAllText(source).Contains("using MassTransit", StringComparison.Ordinal))
            .Select(source => Path.GetFileNameWithoutExtension(source))
            .Where(name => !name.EndsWith("Consumer", StringComparison.Ordinal) && !name.EndsWith("Registration", StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Contracts_HasNoPackages() => Assert.Empty(House.Projects["shared/Contracts"].Packages);

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(House.Root, "EtlMesh.sln"));
        var projects = Directory.EnumerateFiles(House.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(House.Root, file).Replace('/', '\\'));
        Assert.Empty(projects.Where(project => !solution.Contains(project, StringComparison.Ordinal)));
    }

    [Fact]
    public void Rooms_HaveNamesWithAMeaning()
    {
        string[] meaningless = ["Common", "Core", "Utils", "Helpers", "Misc"];
        var wrong = House.Projects.Values.SelectMany(project => project.Sources)
            .Where(source => Path.GetRelativePath(House.Root, source).Split('/').Any(meaningless.Contains));
        Assert.Empty(wrong);
    }

    private static bool MayReference(string from, string to) => from switch
    {
        "cli" => to.StartsWith("shared/", StringComparison.Ordinal) || to.StartsWith("services/", StringComparison.Ordinal),
        _ when from.StartsWith("services/", StringComparison.Ordinal) => to.StartsWith("shared/", StringComparison.Ordinal),
        _ => LibrariesMayReference.TryGetValue(from, out var allowed) && allowed.Contains(to),
    };
}
