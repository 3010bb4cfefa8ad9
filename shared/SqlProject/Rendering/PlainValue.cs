using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Template values as settings keep them: text-keyed dictionaries and lists.</summary>
internal static class PlainValue
{
    public static object? Of(object? value) => value switch
    {
        JinjaUndefined => null,
        JinjaDict dict => dict.ToDictionary(p => p.Key?.ToString() ?? "", p => Of(p.Value), StringComparer.Ordinal),
        string => value,
        IEnumerable<object?> items => items.Select(Of).ToList(),
        IJinjaObject => value.ToString(),
        _ => value,
    };
}
