using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EtlMesh.Architecture.Tests;

/// <summary>docker-compose.yml, with its anchors resolved.</summary>
internal sealed class ComposeFile
{
    private ComposeFile(IReadOnlyDictionary<string, Service> services) => Services = services;

    public IReadOnlyDictionary<string, Service> Services { get; }

    public static ComposeFile Read()
    {
        using var text = new StreamReader(Path.Combine(House.Root, "docker-compose.yml"));
        var file = new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<File>(new MergingParser(new Parser(text)));
        return new ComposeFile(file.Services);
    }

    internal sealed class Service
    {
        [YamlMember(Alias = "image")]
        public string? Image { get; set; }

        [YamlMember(Alias = "build")]
        public Build? Build { get; set; }

        [YamlMember(Alias = "profiles")]
        public List<string> Profiles { get; set; } = [];

        [YamlMember(Alias = "environment")]
        public Dictionary<string, string> Environment { get; set; } = [];

        [YamlMember(Alias = "ports")]
        public List<string> Ports { get; set; } = [];

        [YamlMember(Alias = "healthcheck")]
        public Dictionary<string, object>? Healthcheck { get; set; }

        [YamlMember(Alias = "depends_on")]
        public Dictionary<string, Dictionary<string, string>> DependsOn { get; set; } = [];

        /// <summary>The folder below services/ that it runs.</summary>
        public string? Runs => Build?.Args.GetValueOrDefault("SERVICE");
    }

    internal sealed class Build
    {
        [YamlMember(Alias = "dockerfile")]
        public string Dockerfile { get; set; } = "";

        [YamlMember(Alias = "args")]
        public Dictionary<string, string> Args { get; set; } = [];
    }

    private sealed class File
    {
        [YamlMember(Alias = "services")]
        public Dictionary<string, Service> Services { get; set; } = [];
    }
}
