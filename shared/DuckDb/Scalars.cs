using System.Globalization;
using System.Numerics;

namespace EtlMesh.DuckDb;

/// <summary>A read value as the type that was asked for.</summary>
internal static class Scalars
{
    public static T? As<T>(object? value)
    {
        if (value is null)
            return default;
        if (value is T same)
            return same;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(BigInteger))
            return (T)(object)new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
        if (type == typeof(string))
            return (T)(object)Convert.ToString(value, CultureInfo.InvariantCulture)!;
        // A sum of integers is a HUGEINT.
        if (value is BigInteger big)
            value = (decimal)big;
        return (T)Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }
}
