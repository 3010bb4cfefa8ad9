namespace EtlMesh.Cli;

/// <summary>How a command writes its result.</summary>
public enum OutputFormat
{
    /// <summary>For a person.</summary>
    Text,

    /// <summary>One JSON document on standard output, and nothing else there.</summary>
    Json,

    /// <summary>Rows with a header, for <c>query</c>.</summary>
    Csv,

    /// <summary>One self-contained page, for <c>lineage</c>.</summary>
    Html,
}
