namespace EtlMesh.Jinja;

/// <summary>The <c>loop</c> variable.</summary>
internal sealed class LoopState(ForLoop loop, IReadOnlyList<object?> items, int depth) : IJinjaObject
{
    private static readonly string[] Names =
        ["index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem", "depth", "depth0", "cycle", "changed"];

    private IReadOnlyList<object?>? _lastSeen;

    /// <summary>From 0.</summary>
    public int Index { get; set; }

    public bool IsCallable => true;

    public object? Invoke(JinjaCall call) => loop.Again(call, depth + 1);

    public object? GetAttribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)items.Count - Index,
        "revindex0" => (long)items.Count - Index - 1,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "previtem" => Index > 0 ? items[Index - 1] : new JinjaUndefined("`loop.previtem` is undefined in the first pass"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new JinjaUndefined("`loop.nextitem` is undefined in the last pass"),
        "depth" => depth + 1L,
        "depth0" => (long)depth,
        "cycle" => (JinjaFunction)Cycle,
        "changed" => (JinjaFunction)(call => Changed(call)),
        _ => new JinjaUndefined($"`loop` has no attribute `{name}`{Nearest.Hint(name, Names)}"),
    };

    public override string ToString() => $"<LoopContext {Index + 1}/{items.Count}>";

    private object? Cycle(JinjaCall call) =>
        call.Positional.Count > 0 ? call.Positional[Index % call.Positional.Count] : throw call.Error("`loop.cycle` needs at least one value");

    private bool Changed(JinjaCall call)
    {
        var changed = _lastSeen is null || !_lastSeen.SequenceEqual(call.Positional, PythonEquality.Instance);
        _lastSeen = [.. call.Positional];
        return changed;
    }
}
