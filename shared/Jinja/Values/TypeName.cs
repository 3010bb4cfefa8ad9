namespace EtlMesh.Jinja;

/// <summary>What a value's type is called in messages: Python's names, which template authors know.</summary>
internal static class TypeName
{
    /// <summary><c>an int</c>, <c>a list</c>; none and undefined stand alone.</summary>
    public static string WithArticle(object? value) => Of(value) switch
    {
        "none" or "undefined" => Of(value),
        var name when "aeiou".Contains(name[0]) => $"an {name}",
        var name => $"a {name}",
    };

    public static string Of(object? value) => value switch
    {
        null => "none",
        bool => "bool",
        long => "int",
        double => "float",
        decimal => "decimal",
        string => "string",
        JinjaTuple => "tuple",
        JinjaDict => "dict",
        SequenceView view => view.Kind,
        List<object?> => "list",
        JinjaUndefined => "undefined",
        JinjaFunction => "function",
        BoundMacro => "macro",
        JinjaNamespace => "namespace",
        _ => "object",
    };
}
