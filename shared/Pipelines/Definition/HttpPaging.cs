namespace EtlMesh.Pipelines;

/// <summary>How an API divides a table into pages.</summary>
public enum HttpPaging
{
    /// <summary>One answer holds all records.</summary>
    None,

    /// <summary>Pages are numbered; an empty one is the end.</summary>
    Page,

    /// <summary>A parameter says how many records come before; an empty page is the end.</summary>
    Offset,

    /// <summary>The body holds a token for the next page; none is the end.</summary>
    Cursor,

    /// <summary>The body holds the address of the next page; none is the end.</summary>
    Next,

    /// <summary>The header <c>Link</c> holds the address of the next page, as <c>rel="next"</c>; none is the end.</summary>
    Link,
}
