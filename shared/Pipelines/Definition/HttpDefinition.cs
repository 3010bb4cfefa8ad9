namespace EtlMesh.Pipelines;

/// <summary>How the API of a source is called. Texts are unresolved (<c>${NAME}</c>): they usually are secrets.</summary>
public sealed record HttpDefinition
{
    /// <summary>Token of <c>Authorization: Bearer</c>.</summary>
    public string? Bearer { get; init; }

    /// <summary><c>user:password</c> of <c>Authorization: Basic</c>.</summary>
    public string? Basic { get; init; }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameters of every request.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a request may pass no byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}
