namespace EtlMesh.Jinja;

/// <summary>The tests by name.</summary>
internal static class TestTable
{
    private static readonly Dictionary<string, Builtin> All = Builtin.Table(TypeTests.All, ComparisonTests.All);

    public static bool Has(string name) => All.ContainsKey(name);

    public static Builtin Find(string name, string file, Position at) => All.TryGetValue(name, out var test)
        ? test
        : throw new JinjaException(file, at.Line, at.Column, $"there is no test `{name}`{Nearest.Hint(name, All.Keys)}");
}
