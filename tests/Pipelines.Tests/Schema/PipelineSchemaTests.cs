using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtlMesh.Pipelines.Tests;

public sealed class PipelineSchemaTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Pipelines =>
    [
        .. Directory.GetFiles(Path.Combine(Root, "pipelines"), PipelineFile.Name, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
        "cli/Initializing/Template/pipeline.yml",
        "tests/EndToEnd.Tests/Pipelines/jaffle-shop/pipeline.yml",
        "tests/EndToEnd.Tests/Pipelines/one-table/pipeline.yml",
    ];

    /// <summary>After a change to the keys: run this test with ETLMESH_APPROVE=1, and read the difference.</summary>
    [Fact]
    public void CommittedSchema_IsTheParsers() => Approve("schemas/pipeline.schema.json", _ => PipelineSchema.Write());

    [Fact]
    public void TableOfKeys_IsTheSchemas() => Approve("docs/pipeline-file.md", text =>
    {
        var (begin, end) = (text.IndexOf(KeyTable.Begin, StringComparison.Ordinal), text.IndexOf(KeyTable.End, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, "docs/pipeline-file.md has no place for the table of keys");
        return text[..(begin + KeyTable.Begin.Length)] + "\n" + KeyTable.Of(JsonNode.Parse(PipelineSchema.Write())!) + text[end..];
    });

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Pipeline_FitsTheSchema(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Root, file))));

        Assert.Empty(new SchemaCheck(scalarsAreTexts: false).Problems(JsonNode.Parse(PipelineSchema.Write())!, Json(yaml.Documents[0].RootNode)));
    }

    [Fact]
    public void DescribedKeys_AreAllRead()
    {
        var read = KeyTable.Rows(JsonNode.Parse(PipelineSchema.Write())!, "").Select(row => row.Key).ToHashSet();

        Assert.Empty(KeyTexts.Keys.Where(key => !read.Contains(key)));
    }

    private static void Approve(string file, Func<string, string> current)
    {
        var path = Path.Combine(Root, file);
        var committed = File.ReadAllText(path);
        var text = current(committed);
        if (Environment.GetEnvironmentVariable("ETLMESH_APPROVE") == "1")
            File.WriteAllText(path, text);
        else
            Assert.Equal(text, committed);
    }

    /// <summary>As an editor reads it, by YAML's core schema.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } yes => yes.Value == "true",
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain } number when long.TryParse(number.Value, out var whole) => whole,
        YamlScalarNode text => text.Value,
        _ => throw new NotSupportedException(node.NodeType.ToString()),
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
        return folder.FullName;
    }
}
