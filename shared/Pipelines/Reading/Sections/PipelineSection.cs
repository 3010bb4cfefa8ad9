using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>The whole file.</summary>
internal static partial class PipelineSection
{
    private static readonly string[] TakenSchemas = ["etl", "main", "public", "temp", "system", "information-schema", "pg-catalog"];

    private static readonly ValueKind<string> PipelineName = new(
        "a pipeline name",
        "use lowercase letters, digits and single `-` between them, beginning with a letter, at most 32; `etl`, `main`, `public`, `temp`, `system` and `pg-…` are taken",
        ValueShape.Matching($"^(?!({string.Join('|', TakenSchemas)})$)(?!pg-)[a-z][a-z0-9]*(-[a-z0-9]+)*$", longest: 32),
        (string text, out string value) =>
        {
            value = text;
            return NamePattern().IsMatch(text) && text.Length <= 32 && !TakenSchemas.Contains(text) && !text.StartsWith("pg-", StringComparison.Ordinal);
        });

    private static readonly ValueShape InnerFolder = ValueShape.Matching("^(?!/)(?!(.*/)?\\.\\.(/|$))(?!.*\\$\\{)[^\\\\:]+$");

    public static PipelineDefinition Read(Section file)
    {
        var definition = new PipelineDefinition
        {
            Name = file.Required("name", "", PipelineName),
            Description = file.Value("description", "", ValueKinds.Text),
            Schedule = ScheduleSection.Read(file.Nested("schedule")),
            Sla = ScheduleSection.ReadSla(file.Nested("sla")),
            Vars = VarsSection.Read(file.Nested("vars")),
            Sources = SourceSection.ReadAll(file),
            Warehouse = ReferencingTexts.Address(
                file, "warehouse", "duckdb", [ConnectionKind.DuckDb, ConnectionKind.Postgres, ConnectionKind.Redshift], "`duckdb`, `duckdb:path`, `postgres://…` or `redshift://…`"),
            Models = Models(file),
            Stages = StagesSection.Read(file.Nested("stages")),
            SuspendFor = file.Value("suspend_for", TimeSpan.FromHours(12), ValueKinds.Duration),
            Retention = RetentionSection.Read(file.Nested("retention")),
            Grants = RetentionSection.ReadGrants(file.Nested("grants")),
            Report = NotifySection.ReadReport(file.Nested("report")),
            Lake = LakeSection.Read(file.Nested("lake")),
            Notify = NotifySection.ReadAll(file),
        };
        file.Close();
        return definition;
    }

    private static string Models(Section file)
    {
        var node = file.Take("models", InnerFolder, ".");
        if (node is null || !file.TryRead("models", node, ValueKinds.Text, out var folder))
        {
            return ".";
        }

        ReferencingTexts.Refuse(file, "models", folder, node);
        var parts = folder.Split('/');
        if (folder.StartsWith('/') || folder.Contains('\\', StringComparison.Ordinal) || folder.Contains(':', StringComparison.Ordinal) || parts.Contains(".."))
        {
            file.Problems.Add(node, "`models` leaves the pipeline's folder", "keep the dbt project in the pipeline's folder and name it from there, as in `models: .` or `models: dbt`");
        }

        return string.Join('/', parts.Where(p => p is not ("" or "."))) is { Length: > 0 } inner ? inner : ".";
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
