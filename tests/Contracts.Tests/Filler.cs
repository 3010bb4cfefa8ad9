using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EtlMesh.Contracts.Tests;

/// <summary>Fills every property of a contract, optional ones too, always with the same values.</summary>
public static class Filler
{
    public static object Fill(Type type)
    {
        var filled = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in Properties(type))
            property.SetValue(filled, ValueOf(property.PropertyType, property.Name));
        return filled;
    }

    /// <summary>What a contract carries, its bases' properties among them.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static object ValueOf(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return $"the {name}";
        if (type == typeof(int) || type == typeof(long))
            return Convert.ChangeType(name.Length, type, CultureInfo.InvariantCulture);
        if (type == typeof(double))
            return name.Length + 0.25;
        if (type == typeof(bool))
            return true;
        if (type == typeof(Guid))
            return new Guid("6f1c0f0e-0000-8000-8000-00000000000a");
        if (type == typeof(DateOnly))
            return new DateOnly(2026, 11, 20);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 11, 21, 2, 3, 4, 567, TimeSpan.Zero);
        if (type == typeof(TimeSpan))
            return TimeSpan.FromMinutes(name.Length);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return OneOf(type.GetGenericArguments()[0], name);
        if (type.IsClass && type.Assembly == typeof(RunMessage).Assembly)
            return Fill(type);
        throw new NotSupportedException($"The filler has no value for {type} ({name}); give it one.");
    }

    private static Array OneOf(Type element, string name)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(ValueOf(element, name), 0);
        return list;
    }
}
