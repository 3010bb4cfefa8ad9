namespace EtlMesh.Jinja;

/// <summary>Methods that change a list.</summary>
internal static class ListChanges
{
    public static IEnumerable<Builtin> All =>
    [
        new("append", "self, item", g => Change(g, list => list.Add(g.Raw(1)))),
        new("extend", "self, items", g => Change(g, list => list.AddRange([.. g.Items(1)]))),
        new("insert", "self, index, item", g => Change(g, list => list.Insert(Position(list, g.Integer(1)), g.Raw(2)))),
        new("remove", "self, value", g => Change(g, list => list.RemoveAt(list.FindIndex(i => PythonEquality.Instance.Equals(i, g[1])) is var at && at >= 0
            ? at
            : throw new JinjaTypeException($"{PythonText.Repr(g[1])} is not in the list")))),
        new("clear", "self", g => Change(g, list => list.Clear())),
        new("reverse", "self", g => Change(g, list => list.Reverse())),
        new("sort", "self, reverse?", g => Change(g, list => Sort(list, g.Flag(1, false)))),
        new("copy", "self", g => new List<object?>(g.Items(0))),
        new("pop", "self, index?", Pop),
    ];

    private static object? Change(Given given, Action<List<object?>> change)
    {
        var list = (List<object?>)given[0]!;
        change(list);
        given.Session.CheckItems(list.Count);
        return null;
    }

    private static void Sort(List<object?> list, bool reverse)
    {
        var order = Comparer<object?>.Create((a, b) => Comparison.Order(a, b));
        List<object?> sorted = [.. reverse ? list.OrderDescending(order) : list.Order(order)];
        list.Clear();
        list.AddRange(sorted);
    }

    private static int Position(List<object?> list, long index) => (int)Math.Clamp(index < 0 ? index + list.Count : index, 0, list.Count);

    private static object? Pop(Given given)
    {
        var list = (List<object?>)given[0]!;
        var index = given.Integer(1, -1);
        index = index < 0 ? index + list.Count : index;
        if (index < 0 || index >= list.Count)
            throw new JinjaTypeException(list.Count == 0 ? "the list is empty" : $"the list has {list.Count} items and none at that index");
        var item = list[(int)index];
        list.RemoveAt((int)index);
        return item;
    }
}
