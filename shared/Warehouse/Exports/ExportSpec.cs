using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A model of a sealed candidate, and how it is exported.</summary>
public sealed record ExportSpec
{
    /// <summary>The column of an export that holds a row's partition: a DATE, its first day.</summary>
    public const string PartitionColumn = "partition date";

    public required string Pipeline { get; init; }

    /// <summary>The candidate's uid.</summary>
    public required string Candidate { get; init; }

    public required string Model { get; init; }

    /// <summary>The columns as the model has them; types in DuckDB's words.</summary>
    public required IReadOnlyList<ColumnSpec> Columns { get; init; }

    /// <summary>The types that are written, in DuckDB's words, a column each.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>A column of dates or timestamps; instants belong to their date in UTC. Null: the model is one partition.</summary>
    public string? PartitionBy { get; init; }

    public ExportGranularity Granularity { get; init; } = ExportGranularity.Day;
}
