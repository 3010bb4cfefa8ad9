namespace EtlMesh.Jinja;

/// <summary>How the text around tags is kept; the defaults are those of Jinja2.</summary>
public sealed record JinjaOptions
{
    public static JinjaOptions Default { get; } = new();

    /// <summary>The first newline after a block tag or a comment is removed.</summary>
    public bool TrimBlocks { get; init; }

    /// <summary>Blanks between the start of a line and a block tag or a comment are removed.</summary>
    public bool LstripBlocks { get; init; }

    /// <summary>A newline at the end of the template is kept; otherwise one is removed.</summary>
    public bool KeepTrailingNewline { get; init; }
}
