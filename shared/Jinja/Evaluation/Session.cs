using System.Runtime.CompilerServices;

namespace EtlMesh.Jinja;

/// <summary>One render: its limits and what it has used of them.</summary>
internal sealed class Session(JinjaLimits limits, CancellationToken ct)
{
    private int _depth;
    private int _iterations;

    public JinjaLimits Limits { get; } = limits;

    public void Enter(string file, Position at, string what)
    {
        ct.ThrowIfCancellationRequested();
        if (_depth >= Limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new JinjaException(file, at.Line, at.Column, $"{what} is called inside itself or others too deeply: the limit is {Limits.Depth} (JinjaLimits.Depth)");
        _depth++;
    }

    public void Leave() => _depth--;

    public void Iterate(string file, Position at)
    {
        ct.ThrowIfCancellationRequested();
        if (++_iterations > Limits.LoopIterations)
            throw new JinjaException(file, at.Line, at.Column, $"the loops of this template ran {Limits.LoopIterations} times, the limit (JinjaLimits.LoopIterations)");
    }

    /// <exception cref="JinjaTypeException">The text would be longer than the limit.</exception>
    public void CheckText(long characters)
    {
        if (characters > Limits.OutputCharacters)
            throw new JinjaTypeException($"the text grows beyond {Limits.OutputCharacters} characters, the limit (JinjaLimits.OutputCharacters)");
    }

    /// <exception cref="JinjaTypeException">The list would be longer than the limit.</exception>
    public void CheckItems(long items)
    {
        if (items > Limits.ListItems)
            throw new JinjaTypeException($"the list grows beyond {Limits.ListItems} items, the limit (JinjaLimits.ListItems)");
    }

    /// <summary>Checks a value that an operator or a builtin has made.</summary>
    public object? Checked(object? value)
    {
        if (value is string text)
            CheckText(text.Length);
        else if (value is List<object?> list)
            CheckItems(list.Count);
        return value;
    }
}
