namespace EtlMesh.Jinja;

/// <summary>Python's truth of values: zero, empty, none and undefined are false.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        null or JinjaUndefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        decimal number => number != 0,
        string text => text.Length > 0,
        IReadOnlyCollection<object?> items => items.Count > 0,
        JinjaDict dict => dict.Count > 0,
        _ => true,
    };
}
