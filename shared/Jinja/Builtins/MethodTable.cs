namespace EtlMesh.Jinja;

/// <summary>The methods that Python's types have and templates use.</summary>
internal static class MethodTable
{
    private static readonly Dictionary<string, Builtin> Strings = Builtin.Table(StringShape.All, StringSearch.All, StringSplit.All);
    private static readonly Dictionary<string, Builtin> Lists = Builtin.Table(ListReading.All, ListChanges.All);
    private static readonly Dictionary<string, Builtin> Tuples = Builtin.Table(ListReading.All);
    private static readonly Dictionary<string, Builtin> Dicts = Builtin.Table(DictReading.All, DictChanges.All);

    /// <summary>Null for a type without methods.</summary>
    public static Dictionary<string, Builtin>? For(object? value) => value switch
    {
        string => Strings,
        List<object?> => Lists,
        JinjaTuple => Tuples,
        JinjaDict => Dicts,
        _ => null,
    };
}
