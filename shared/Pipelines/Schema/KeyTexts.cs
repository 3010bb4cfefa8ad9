namespace EtlMesh.Pipelines;

/// <summary>One sentence on each key of a pipeline file; <c>*</c> stands for a name of the writer's own, <c>[]</c> for an item of a list.</summary>
internal static class KeyTexts
{
    private const string Timeout = "How long the stage may take before it is retried or the run is suspended.";
    private const string Retries = "How often the stage is tried again after a failure.";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["name"] = "The pipeline's name. Readers find its tables in the schema of that name, `-` written as `_`.",
        ["description"] = "What the pipeline is for, in a sentence.",
        ["schedule"] = "When the pipeline runs by itself; without it, only when asked to.",
        ["schedule.cron"] = "Minute, hour, day of month, month and day of week; at most one of the two days is restricted.",
        ["schedule.timezone"] = "The IANA time zone that the cron expression is read in.",
        ["schedule.date_offset"] = "Days from the due date to the run date; -1: the night is about the day before.",
        ["schedule.missed"] = "What becomes of a night that was missed: it is started late, or only reported.",
        ["sla"] = "When the tables must be ready.",
        ["sla.ready_by"] = "The time of day, in the schedule's time zone.",
        ["sla.warn_before"] = "How long before that a run that is late is told of.",
        ["vars"] = "Values for `var()` in the models: texts, numbers, true and false, lists, blocks.",
        ["sources"] = "Where data comes from; each key is a source's name, as in `source('shop', 'orders')`.",
        ["sources.*.connection"] = "`files:folder`, `mysql://…`, `postgres://…`, `https://…`, `s3://…` or `mysqldump:path`; `${NAME}` and `${NAME:-default}` come from the environment.",
        ["sources.*.max_connections"] = "How many connections to the source are open at once.",
        ["sources.*.sensor"] = "What the night waits for before it reads.",
        ["sources.*.sensor.query"] = "A query that gives true once the source is ready.",
        ["sources.*.sensor.every"] = "How long to wait before asking again.",
        ["sources.*.sensor.give_up_after"] = "How long to wait in all; then the run stops with the reason.",
        ["sources.*.tables"] = "The tables to read, at least one.",
        ["sources.*.tables[].name"] = "The table's name, in the source and in `source()`.",
        ["sources.*.tables[].path"] = "Files and S3: a glob below the connection; without it `<name>.*`.",
        ["sources.*.tables[].format"] = "The files' format; without it by their extension.",
        ["sources.*.tables[].csv"] = "How the CSV is written.",
        ["sources.*.tables[].csv.delimiter"] = "The character between fields.",
        ["sources.*.tables[].csv.header"] = "Whether the first record names the columns.",
        ["sources.*.tables[].csv.quote"] = "The character around fields that hold the delimiter.",
        ["sources.*.tables[].csv.null_values"] = "Texts that mean: no value.",
        ["sources.*.tables[].csv.encoding"] = "The files' encoding.",
        ["sources.*.tables[].json"] = "How the JSON is written.",
        ["sources.*.tables[].json.records"] = "The property that holds the list of records; without it the document is the list.",
        ["sources.*.tables[].columns"] = "Column names and their types; without it they are sniffed on the first night, then pinned by the release.",
        ["sources.*.tables[].key"] = "The column or columns that tell one row from another.",
        ["sources.*.tables[].watermark"] = "The column that grows with every change; without it the whole table is read every night.",
        ["sources.*.tables[].lag"] = "How far before the last watermark a night reads again; without it `10m` with a `key`, else `0s`.",
        ["sources.*.tables[].deleted"] = "The column that is true in rows that were deleted at the source; needs a `key`.",
        ["sources.*.tables[].snapshot"] = "`window` reads what changed up to an instant that is safe; `table` reads the table in one database snapshot.",
        ["sources.*.tables[].slices"] = "How many parts the table is read in, at once.",
        ["sources.*.tables[].on_schema_change"] = "What a new, missing or retyped column does: the table follows, the night stops, or the rows go to quarantine.",
        ["sources.*.tables[].max_quarantined"] = "The share of records in quarantine above which the night stops.",
        ["sources.*.tables[].allow_empty"] = "Whether a table without a row is all right; if not, it stops the night.",
        ["warehouse"] = "`duckdb`, `duckdb:path`, `postgres://…` or `redshift://…`; `${NAME}` and `${NAME:-default}` come from the environment.",
        ["models"] = "The folder of the dbt project, below the pipeline's.",
        ["stages"] = "Limits of the stages of a night.",
        ["stages.source"] = "Waiting for the sources.",
        ["stages.extract"] = "Reading a table's slices.",
        ["stages.load"] = "Loading a table.",
        ["stages.transform"] = "Building the models.",
        ["stages.quality"] = "Running the checks.",
        ["stages.publish"] = "Making the release what readers see.",
        ["stages.notify"] = "Sending the report.",
        ["suspend_for"] = "How long a suspended run waits for an operator before what it made is removed.",
        ["retention"] = "How long things are kept.",
        ["retention.landing"] = "Extracted files.",
        ["retention.releases"] = "How many releases can be gone back to.",
        ["retention.keep_failed"] = "What failed and blocked runs built.",
        ["retention.quarantine"] = "Records in quarantine.",
        ["grants"] = "Who may read what is published.",
        ["grants.readers"] = "Roles of the warehouse.",
        ["report"] = "The figures that the night's report shows.",
        ["report.model"] = "The model that holds them, a row a day.",
        ["report.date"] = "Its column with the day.",
        ["report.metrics"] = "Its columns with the figures.",
        ["notify"] = "Who is told how a run ended.",
        ["notify[].channel"] = "How they are told.",
        ["notify[].url"] = "Where a web hook is sent; `${NAME}` comes from the environment, where secrets belong.",
        ["notify[].on"] = "Which ends are told.",
    };

    /// <summary>Every key that is described.</summary>
    public static IReadOnlyCollection<string> Keys => Texts.Keys;

    /// <exception cref="InvalidOperationException">The parser reads a key that nobody described.</exception>
    public static string Of(string key) =>
        Texts.TryGetValue(key, out var text) ? text
        : key.StartsWith("stages.", StringComparison.Ordinal) && key.EndsWith(".timeout", StringComparison.Ordinal) ? Timeout
        : key.StartsWith("stages.", StringComparison.Ordinal) && key.EndsWith(".retries", StringComparison.Ordinal) ? Retries
        : throw new InvalidOperationException($"the parser reads `{key}`, which {nameof(KeyTexts)} does not describe; describe it there");
}
