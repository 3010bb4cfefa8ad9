namespace EtlMesh.Jinja;

/// <summary>The filters by name.</summary>
internal static class FilterTable
{
    private static readonly Dictionary<string, Builtin> All = Builtin.Table(
        TextFilters.All, LayoutFilters.All, NumberFilters.All, SequenceFilters.All, OrderFilters.All, SelectionFilters.All, ValueFilters.All);

    public static bool Has(string name) => All.ContainsKey(name);

    public static Builtin Find(string name, string file, Position at) => All.TryGetValue(name, out var filter)
        ? filter
        : throw new JinjaException(file, at.Line, at.Column, $"there is no filter `{name}`{Nearest.Hint(name, All.Keys)}");
}
