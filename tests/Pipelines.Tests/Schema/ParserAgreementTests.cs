using System.Text.Json.Nodes;

namespace EtlMesh.Pipelines.Tests;

/// <summary>The schema and the strict parser accept and refuse the same files. To the parser every scalar is a text, so a quoted number is a number; editors ask for the plain form.</summary>
public sealed class ParserAgreementTests
{
    private const int Files = 4000;

    /// <summary>What only the parser knows, by its message: rules between keys, and rules that no pattern can say.</summary>
    private static readonly string[] ParserOnly =
    [
        ", which `columns` does not declare",
        "` describes CSV, but",
        "` describes JSON, but",
        "` has no effect without a `watermark`",
        "` reads rows twice, which only a `key`",
        "` marks rows that only a `key`",
        "is given twice",
        "a notification has no `url`",
        "`delimiter` and `quote` are the same character",
        "`columns` declares no column",
        "restricts the day of month and the day of week",
        ", is no cron expression",
        ", which this machine does not know",
        "has a `${` that begins no reference",
        "` leads to ",
        "`url` is not the URL of a web hook",
        "`location` is no place for a lake",
        "`lake` names the model",
        "` both fill the same header",
        "` does not know where the next page stands",
        "` is only looked for with `paging:",
        "` holds a secret",
        "` refers to the environment",
    ];

    private static readonly JsonNode Schema = JsonNode.Parse(PipelineSchema.Write())!;
    private static readonly SchemaCheck Check = new(scalarsAreTexts: true);

    [Fact]
    public void FileOfTheSchema_IsAcceptedByTheParser()
    {
        var pipelines = new AnyPipeline(Schema, seed: 1);
        var accepted = Enumerable.Range(0, Files).Count(_ => Agree(pipelines.Valid()));

        Assert.True(accepted > Files / 20, $"only {accepted} of {Files} files were accepted: they show little");
    }

    [Fact]
    public void BrokenFile_IsRefusedByBoth()
    {
        var pipelines = new AnyPipeline(Schema, seed: 2);
        var refused = Enumerable.Range(0, Files).Select(_ => pipelines.Broken()).Count(file => !Agree(file) && Check.Problems(Schema, file).Count > 0);

        Assert.True(refused > Files / 4, $"only {refused} of {Files} files were refused by the schema: they show little");
    }

    /// <returns>Whether both accept the file.</returns>
    private static bool Agree(JsonObject file)
    {
        var text = file.ToJsonString(); // JSON is YAML
        var parser = PipelineFile.ReadText(text).Problems;
        var schema = Check.Problems(Schema, file);
        if (schema.Count > 0)
        {
            Assert.True(parser.Count > 0, $"the schema refuses ({schema[0]}), the parser accepts: {text}");
            return false;
        }

        var more = parser.Where(problem => !ParserOnly.Any(rule => problem.Message.Contains(rule, StringComparison.Ordinal))).ToList();
        Assert.True(more.Count == 0, $"the schema accepts, the parser refuses ({more.FirstOrDefault()}): {text}");
        return parser.Count == 0;
    }
}
