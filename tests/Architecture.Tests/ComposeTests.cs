using System.Text.RegularExpressions;
using EtlMesh.Hosting;
using EtlMesh.Orchestrator;

namespace EtlMesh.Architecture.Tests;

/// <summary>docker-compose.yml starts what the code is, and tells it nothing that it does not know.</summary>
public class ComposeTests
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        [BusOptions.Section] = typeof(BusOptions),
        [StagingOptions.Section] = typeof(StagingOptions),
        [OrchestratorOptions.Section] = typeof(OrchestratorOptions),
    };

    private static readonly IReadOnlyDictionary<string, ComposeFile.Service> Services = ComposeFile.Read().Services;

    public static TheoryData<string> ServiceFolders =>
        [.. House.Projects.Keys.Where(path => path.StartsWith("services/", StringComparison.Ordinal)).Select(path => path["services/".Length..]).Order()];

    [Theory, MemberData(nameof(ServiceFolders))]
    public void Service_IsStartedUnderItsOwnName(string folder)
    {
        var (name, service) = Assert.Single(Services, service => service.Value.Runs == folder);
        Assert.Equal("deploy/Dockerfile", service.Build!.Dockerfile);
        Assert.Contains($"MeshService.RunAsync(\"{name}\"", File.ReadAllText(Path.Combine(House.Root, "services", folder, "Program.cs")));
    }

    [Fact]
    public void Settings_AreOnesThatTheCodeKnows()
    {
        var unknown = Services.Where(service => service.Value.Runs is not null)
            .SelectMany(service => service.Value.Environment.Keys.Where(key => !IsKnown(key)).Select(key => $"{service.Key}: {key}"));
        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("Bus__Regions")]
    [InlineData("Stage__Bucket")]
    [InlineData("Orchestrator__Database__Host")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPONT")]
    [InlineData("WAREHOUSE_URI")]
    public void UnknownSetting_IsFound(string key) => Assert.False(IsKnown(key));

    [Fact]
    public void Orchestrator_IsToldOfEveryOtherService()
    {
        const string prefix = "Orchestrator__Services__";
        var told = Services["orchestrator"].Environment.Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Equal(
            Services.Keys.Where(name => Services[name].Runs is not null and not "Orchestrator").Order().Select(name => (name, $"http://{name}:8080")),
            told.Select(setting => (setting.Key[prefix.Length..], setting.Value)).Order());
    }

    [Fact]
    public void Profiles_StartInfrastructureAloneOrEverything()
    {
        Assert.All(Services.Values, service => Assert.Equal(service.Runs is null ? ["infrastructure", "mesh"] : ["mesh"], service.Profiles));
        Assert.Contains("COMPOSE_PROFILES=mesh", File.ReadAllLines(Path.Combine(House.Root, ".env")));
        Assert.Equal(["emulator", "jaeger", "mail", "mariadb", "postgres"], Services.Keys.Where(name => Services[name].Runs is null).Order());
    }

    [Fact]
    public void Infrastructure_IsPinnedCheckedAndOpenToThisMachineOnly()
    {
        Assert.All(Services.Values, service =>
        {
            Assert.True(service.Build is not null || Regex.IsMatch(service.Image!, ":[^:/]*[0-9]"), $"{service.Image} has no version");
            Assert.True(service.Healthcheck is not null || service.Runs is not null);
            Assert.All(service.Ports, port => Assert.StartsWith("127.0.0.1:", port));
            Assert.All(service.DependsOn, needed => Assert.NotNull(Services[needed.Key].Healthcheck));
        });
        Assert.Contains("HEALTHCHECK", File.ReadAllText(Path.Combine(House.Root, "deploy", "Dockerfile")));
    }

    private static bool IsKnown(string key)
    {
        var words = key.Split("__");
        if (Sections.TryGetValue(words[0], out var options))
            return options.GetProperties().Any(property => property.Name == words[1] && (words.Length == 2 || property.PropertyType.Name.StartsWith("Dictionary", StringComparison.Ordinal)));
        if (words.Length > 1)
            return false;
        // Settings without a section are asked for by their names; a pipeline names what it resolves.
        return Sources("shared/Hosting").Any(source => source.Contains($"\"{key}\"", StringComparison.Ordinal))
            || Pipelines().Any(pipeline => Regex.IsMatch(pipeline, $@"\$\{{{key}[:}}]"));
    }

    private static IEnumerable<string> Sources(string project) => House.Projects[project].Sources.Select(File.ReadAllText);

    private static IEnumerable<string> Pipelines() =>
        Directory.EnumerateFiles(Path.Combine(House.Root, "pipelines"), "pipeline.yml", SearchOption.AllDirectories).Select(File.ReadAllText);
}
