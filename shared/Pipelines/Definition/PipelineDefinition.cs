namespace EtlMesh.Pipelines;

/// <summary>A pipeline file with every default filled in. Texts that may hold <c>${NAME}</c> are unresolved: secrets stay references.</summary>
public sealed record PipelineDefinition
{
    /// <summary><c>[a-z][a-z0-9-]{0,31}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name as schema names spell it: <c>-</c> is <c>_</c>.</summary>
    public string NormalisedName => Name.Replace('-', '_');

    public string Description { get; init; } = "";

    /// <summary>Null: the pipeline runs only when it is asked to.</summary>
    public ScheduleDefinition? Schedule { get; init; }

    public SlaDefinition? Sla { get; init; }

    /// <summary>dbt's <c>var()</c>: string, long, double, bool, null, or lists and dictionaries of these.</summary>
    public IReadOnlyDictionary<string, object?> Vars { get; init; } = new Dictionary<string, object?>();

    /// <summary>In the file's order.</summary>
    public required IReadOnlyList<SourceDefinition> Sources { get; init; }

    /// <summary>Address of the warehouse, unresolved; see <see cref="ConnectionAddress"/>.</summary>
    public string Warehouse { get; init; } = "duckdb";

    /// <summary>Folder of the dbt project, relative to the pipeline's folder, with <c>/</c>.</summary>
    public string Models { get; init; } = ".";

    public StagesDefinition Stages { get; init; } = new();

    /// <summary>How long a run is kept for an operator after its retries.</summary>
    public TimeSpan SuspendFor { get; init; } = TimeSpan.FromHours(12);

    public RetentionDefinition Retention { get; init; } = new();

    public GrantsDefinition Grants { get; init; } = new();

    public ReportDefinition? Report { get; init; }

    /// <summary>Null: nothing is sent to a lake.</summary>
    public LakeDefinition? Lake { get; init; }

    public IReadOnlyList<NotifyDefinition> Notify { get; init; } = [];

    /// <summary>The table of a source.</summary>
    /// <exception cref="Contracts.TerminalEtlException">The pipeline has no such source or table.</exception>
    public (SourceDefinition Source, TableDefinition Table) Find(string source, string table)
    {
        var foundSource = Sources.FirstOrDefault(s => s.Name == source);
        var foundTable = foundSource?.Tables.FirstOrDefault(t => t.Name == table);
        return foundTable is not null
            ? (foundSource!, foundTable)
            : throw new Contracts.TerminalEtlException(
                $"Looking up table {source}.{table} in pipeline {Name}: its file names no such table; start a new attempt, so that the run takes the current pipeline file.");
    }
}
