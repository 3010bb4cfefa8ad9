namespace EtlMesh.Jinja;

/// <summary>Tests of what a value is.</summary>
internal static class TypeTests
{
    public static IEnumerable<Builtin> All =>
    [
        new("defined", "value", g => g.Raw(0) is not JinjaUndefined),
        new("undefined", "value", g => g.Raw(0) is JinjaUndefined),
        new("none", "value", g => g.Raw(0) is null),
        new("string", "value", g => g.Raw(0) is string),
        new("number", "value", g => Number.Is(g.Raw(0))),
        new("integer", "value", g => g.Raw(0) is long),
        new("float", "value", g => g.Raw(0) is double),
        new("boolean", "value", g => g.Raw(0) is bool),
        new("true", "value", g => g.Raw(0) is true),
        new("false", "value", g => g.Raw(0) is false),
        new("mapping", "value", g => g.Raw(0) is JinjaDict),
        new("iterable", "value", g => g.Raw(0) is not JinjaUndefined && Sequence.TryOf(g.Raw(0)) is not null),
        new("sequence", "value", g => g.Raw(0) is string or JinjaDict or IReadOnlyList<object?>),
        new("callable", "value", g => Invocation.IsCallable(g.Raw(0))),
        new("lower", "value", g => StringSearch.IsLower(g.Text(0))),
        new("upper", "value", g => StringSearch.IsUpper(g.Text(0))),
        new("filter", "value", g => FilterTable.Has(g.Exact(0))),
        new("test", "value", g => TestTable.Has(g.Exact(0))),
    ];
}
