namespace EtlMesh.Jinja;

/// <summary>What one render may use at most; going past a limit is a <see cref="JinjaException"/> that names it.</summary>
public sealed record JinjaLimits
{
    public static JinjaLimits Default { get; } = new();

    /// <summary>Calls of macros and recursive loops inside one another.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Characters of any one text, the output included.</summary>
    public int OutputCharacters { get; init; } = 16 * 1024 * 1024;

    /// <summary>Passes of all <c>for</c> loops of the render together.</summary>
    public int LoopIterations { get; init; } = 1_000_000;

    /// <summary>Elements of any one list, <c>range</c> included.</summary>
    public int ListItems { get; init; } = 100_000;
}
