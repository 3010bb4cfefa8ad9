namespace EtlMesh.Pipelines;

/// <summary>How a table is asked from an API.</summary>
public sealed record HttpTableDefinition
{
    /// <summary>Path below the connection. Null: the table's name.</summary>
    public string? Path { get; init; }

    /// <summary>Query parameters, as they are.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    public HttpPaging Paging { get; init; } = HttpPaging.None;

    /// <summary>Records that a page is asked to have; null leaves it to the API.</summary>
    public int? PageSize { get; init; }

    /// <summary>The parameter for <see cref="PageSize"/>.</summary>
    public string SizeParam { get; init; } = "limit";

    /// <summary>The parameter for the page's number, offset or token. Null: <c>page</c>, <c>offset</c> or <c>cursor</c>.</summary>
    public string? PageParam { get; init; }

    /// <summary>The number of the first page.</summary>
    public int FirstPage { get; init; } = 1;

    /// <summary>Dotted path in the body to the next page's token or address.</summary>
    public string? Next { get; init; }

    /// <summary>More pages than this stop the night.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>The parameter for the window's begin; null: the API is not told.</summary>
    public string? Since { get; init; }

    /// <summary>The parameter for the window's end; null: the API is not told.</summary>
    public string? Until { get; init; }

    public HttpTimeFormat TimeFormat { get; init; } = HttpTimeFormat.Iso;
}
