using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>A table of a source.</summary>
public sealed record TableDefinition
{
    /// <summary>A plain SQL identifier, unique in its source regardless of case.</summary>
    public required string Name { get; init; }

    /// <summary>Files and S3: glob below the connection. Null: <c>&lt;name&gt;.*</c>, see <see cref="Glob"/>.</summary>
    public string? Path { get; init; }

    /// <summary>The glob in effect.</summary>
    public string Glob => Path ?? Name + ".*";

    /// <summary>Databases and dumps: the table or view there, as <c>orders</c> or <c>sales.orders</c> (schema or database first). Null: <see cref="Name"/>.</summary>
    public string? Relation { get; init; }

    /// <summary>The relation in effect.</summary>
    public string RelationName => Relation ?? Name;

    /// <summary>Null: by the file's extension, see <see cref="TableFormats.OfFile"/>.</summary>
    public TableFormat? Format { get; init; }

    public CsvDefinition Csv { get; init; } = new();

    public JsonDefinition Json { get; init; } = new();

    /// <summary>APIs only.</summary>
    public HttpTableDefinition Http { get; init; } = new();

    /// <summary>Declared columns in the file's order; null: sniffed on the first night, then pinned by the release.</summary>
    public IReadOnlyList<ColumnSpec>? Columns { get; init; }

    /// <summary>Columns that identify a row; empty without a key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Column that grows with every change; null: full refresh every night.</summary>
    public string? Watermark { get; init; }

    /// <summary>How far before the head's watermark a night reads again. Null: 10 minutes for a date or time with a key, else zero, as rows read twice could not be told apart.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>Soft-delete column: true, a number other than 0, or a time removes the row.</summary>
    public string? Deleted { get; init; }

    public SnapshotMode Snapshot { get; init; } = SnapshotMode.Window;

    /// <summary>Null: the extractor decides.</summary>
    public int? Slices { get; init; }

    public SchemaChange OnSchemaChange { get; init; } = SchemaChange.Evolve;

    public InvalidDates InvalidDates { get; init; } = InvalidDates.Quarantine;

    /// <summary>Share of the records read above which the night stops.</summary>
    public Ratio MaxQuarantined { get; init; } = Ratio.FromPercent(1);

    /// <summary>False: a table without a row stops the night.</summary>
    public bool AllowEmpty { get; init; }
}
