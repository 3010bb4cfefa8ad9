namespace EtlMesh.Jinja;

/// <summary>Attributes, items and slices of values; what is not there is undefined, and knows its place.</summary>
internal sealed class Access(string file)
{
    /// <summary><c>target.name</c>: a method of the type first, then a key.</summary>
    public object? Attribute(object? target, string name, Position at)
    {
        if (target is JinjaUndefined undefined)
            throw undefined.Failure(file, at);
        return Placed(Find(target, name), at);
    }

    /// <summary><c>target[index]</c>: an item or a key first, then an attribute.</summary>
    public object? Item(object? target, object? index, Position at)
    {
        if ((target as JinjaUndefined ?? index as JinjaUndefined) is { } undefined)
            throw undefined.Failure(file, at);
        if (target is JinjaDict dict)
        {
            if (dict.TryGet(index, out var value))
                return value;
            if (index is string name && MethodTable.For(dict)!.ContainsKey(name))
                return Find(target, name);
            var hint = index is string key ? Nearest.Hint(key, dict.Keys.OfType<string>()) : "";
            return Placed(new JinjaUndefined($"the dict has no key {PythonText.Repr(index)}{hint}"), at);
        }

        if (Number.IsInteger(index) && target is string or IReadOnlyList<object?>)
        {
            var items = Sequence.Of(target);
            var position = Number.ToLong(index!);
            position = position < 0 ? position + items.Count : position;
            return position >= 0 && position < items.Count
                ? items[(int)position]
                : Placed(new JinjaUndefined($"the {TypeName.Of(target)} has {items.Count} items and none at [{PythonText.Repr(index)}]"), at);
        }

        return index is string attribute
            ? Placed(Find(target, attribute), at)
            : Placed(new JinjaUndefined($"{TypeName.WithArticle(target)} has no items, so none at [{PythonText.Repr(index)}]"), at);
    }

    public object? Slice(object? target, object? start, object? stop, object? step, Position at)
    {
        if (target is JinjaUndefined undefined)
            throw undefined.Failure(file, at);
        if (target is not (string or IReadOnlyList<object?>))
            throw new JinjaTypeException($"{TypeName.WithArticle(target)} cannot be sliced");
        var items = Sequence.Of(target);
        List<object?> taken = [.. Indexes(items.Count, Bound(start), Bound(stop), Bound(step) ?? 1).Select(i => items[i])];
        return target switch
        {
            string => string.Concat(taken.Cast<string>()),
            JinjaTuple => new JinjaTuple(taken),
            _ => taken,
        };
    }

    /// <summary>An attribute without a place; filters such as <c>map(attribute=…)</c> use it too.</summary>
    public static object? Find(object? target, string name)
    {
        if (target is IJinjaObject host)
            return JinjaValue.From(host.GetAttribute(name));
        if (target is GroupTuple group && group.Named(name) is { } part)
            return part;
        if (MethodTable.For(target) is { } methods && methods.TryGetValue(name, out var method))
            return method.BoundTo(target);
        if (target is JinjaDict dict && dict.TryGet(name, out var value))
            return value;
        var known = (MethodTable.For(target)?.Keys ?? Enumerable.Empty<string>()).Concat(target is JinjaDict keys ? keys.Keys.OfType<string>() : []);
        return new JinjaUndefined($"the {TypeName.Of(target)} has no attribute `{name}`{Nearest.Hint(name, known)}");
    }

    private object? Placed(object? value, Position at) => value is JinjaUndefined undefined ? undefined.PlacedAt(file, at) : value;

    private static long? Bound(object? value) => value is null ? null
        : Number.IsInteger(value) ? Number.ToLong(value)
        : throw new JinjaTypeException($"the bounds of a slice are whole numbers, not {TypeName.WithArticle(value)}");

    private static IEnumerable<int> Indexes(int count, long? start, long? stop, long step)
    {
        if (step == 0)
            throw new JinjaTypeException("the step of a slice cannot be zero");
        var (least, most) = step > 0 ? (0L, (long)count) : (-1L, count - 1L);
        long Clamp(long? bound, long missing) =>
            bound is not { } value ? missing : Math.Clamp(value < 0 ? Math.Max(value + count, -1 - (long)count) : value, least, most);
        var first = Clamp(start, step > 0 ? 0 : count - 1L);
        var last = Clamp(stop, step > 0 ? count : -1);
        for (var i = first; step > 0 ? i < last : i > last; i += step)
            yield return (int)i;
    }
}
