namespace EtlMesh.Jinja;

/// <summary>Filters that order and group; texts without regard to case unless <c>case_sensitive</c> is set.</summary>
internal static class OrderFilters
{
    private static readonly Comparer<object?> Order = Comparer<object?>.Create((a, b) => Comparison.Order(a, b));

    public static IEnumerable<Builtin> All =>
    [
        new("sort", "value, reverse?, case_sensitive?, attribute?", Sort),
        new("dictsort", "value, case_sensitive?, by?, reverse?", DictSort),
        new("unique", "value, case_sensitive?, attribute?", g =>
            g.Items(0).DistinctBy(i => Key(g, i, 1, 2), PythonEquality.Instance).ToList()),
        new("min", "value, case_sensitive?, attribute?", g => Extreme(g, (items, key) => items.MinBy(key, Order))),
        new("max", "value, case_sensitive?, attribute?", g => Extreme(g, (items, key) => items.MaxBy(key, Order))),
        new("groupby", "value, attribute, default?, case_sensitive?", GroupBy),
    ];

    private static object? Fold(object? value, bool caseSensitive) => value is string text && !caseSensitive ? text.ToLowerInvariant() : value;

    private static object? Key(Given given, object? item, int caseSensitive, int attribute) => Fold(
        given.Has(attribute) && given[attribute] is not null ? AttributePath.Of(item, given[attribute], given.Call) : item,
        given.Flag(caseSensitive, false));

    private static List<object?> Sort(Given given)
    {
        var attributes = given.Has(3) && given[3] is not null ? given.Text(3).Split(',') : [];
        object? Keys(object? item) => attributes.Length == 0
            ? Fold(item, given.Flag(2, false))
            : new JinjaTuple([.. attributes.Select(a => Fold(AttributePath.Of(item, a, given.Call), given.Flag(2, false)))]);
        return Sorted(given.Items(0), Keys, given.Flag(1, false));
    }

    private static List<object?> DictSort(Given given)
    {
        if (given[0] is not JinjaDict dict)
            throw new JinjaTypeException($"a dict is needed, not {TypeName.WithArticle(given[0])}");
        var by = given.Text(2, "key") switch
        {
            "key" => 0,
            "value" => 1,
            var other => throw new JinjaTypeException($"by is 'key' or 'value', not '{other}'"),
        };
        return Sorted(DictReading.Items(dict), pair => Fold(((JinjaTuple)pair!)[by], given.Flag(1, false)), given.Flag(3, false));
    }

    // Python keeps equal items in their order even when it sorts in reverse; so does OrderByDescending.
    private static List<object?> Sorted(IEnumerable<object?> items, Func<object?, object?> key, bool reverse)
    {
        try
        {
            return [.. reverse ? items.OrderByDescending(key, Order) : items.OrderBy(key, Order)];
        }
        catch (InvalidOperationException e) when (e.InnerException is JinjaTypeException or JinjaException)
        {
            throw e.InnerException;
        }
    }

    private static object? Extreme(Given given, Func<IEnumerable<object?>, Func<object?, object?>, object?> pick)
    {
        var items = given.Items(0);
        return items.Count == 0
            ? new JinjaUndefined("the sequence is empty and has no least or greatest item").PlacedAt(given.Call.File, given.Call.At)
            : pick(items, i => Key(given, i, 1, 2));
    }

    private static List<object?> GroupBy(Given given)
    {
        object? Value(object? item) => AttributePath.Raw(item, given[1], given.Call) switch
        {
            JinjaUndefined undefined => given.Has(2) ? given[2] : throw undefined.Failure(given.Call.File, given.Call.At),
            var value => value,
        };
        var sorted = Sorted(given.Items(0), i => Fold(Value(i), given.Flag(3, false)), reverse: false);
        List<object?> groups = [];
        foreach (var item in sorted)
        {
            var value = Value(item);
            if (groups is [.., GroupTuple last] && PythonEquality.Instance.Equals(Fold(last[0], given.Flag(3, false)), Fold(value, given.Flag(3, false))))
                ((List<object?>)last[1]!).Add(item);
            else
                groups.Add(new GroupTuple(value, [item]));
        }

        return groups;
    }
}
