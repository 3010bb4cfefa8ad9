namespace EtlMesh.Jinja;

/// <summary>What a value's type is called in messages: Python's names, which template authors know.</summary>
internal static class TypeName
{
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
