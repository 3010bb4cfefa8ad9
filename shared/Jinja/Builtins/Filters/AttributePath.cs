using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>Follows the <c>attribute</c> of filters: <c>"customer.name"</c>, <c>"0"</c> or a number.</summary>
internal static class AttributePath
{
    /// <summary>The value at the path, or undefined.</summary>
    public static object? Raw(object? value, object? path, JinjaCall call)
    {
        var access = new Access(call.File);
        var parts = path is string text ? text.Split('.') : [PythonText.Repr(path)];
        foreach (var part in parts)
        {
            value = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? access.Item(value, index, call.At)
                : access.Item(value, part, call.At);
        }

        return value;
    }

    /// <summary>The value at the path, which must be there.</summary>
    public static object? Of(object? value, object? path, JinjaCall call) =>
        Raw(value, path, call) is var found && found is JinjaUndefined undefined ? throw undefined.Failure(call.File, call.At) : found;
}
