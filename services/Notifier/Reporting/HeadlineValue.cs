using System.Globalization;
using System.Numerics;

namespace EtlMesh.Notifier;

/// <summary>One value of the report model.</summary>
/// <param name="Text">As people read it; null for NULL.</param>
/// <param name="Number">What a chart draws; null for NULL and for what is no finite number.</param>
/// <param name="Day">The day of a date or a timestamp.</param>
public sealed record HeadlineValue(string? Text, double? Number = null, DateOnly? Day = null)
{
    /// <summary>A value as the warehouse gives it.</summary>
    public static HeadlineValue Of(object? value) => value switch
    {
        null => new(Text: null),
        DateOnly day => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Day: day),
        DateTime time => new(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Day: DateOnly.FromDateTime(time)),
        decimal amount => new(amount.ToString(string.Create(CultureInfo.InvariantCulture, $"N{amount.Scale}"), CultureInfo.InvariantCulture), (double)amount),
        BigInteger whole => new(whole.ToString("N0", CultureInfo.InvariantCulture), (double)whole),
        long or ulong or int or uint or short or ushort or sbyte or byte => new(string.Create(CultureInfo.InvariantCulture, $"{value:N0}"), Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        double or float => Floating(value),
        _ => new(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    /// <returns>The number to three decimals; in powers of ten when it is tiny or huge.</returns>
    public static string Short(double number) =>
        number.ToString(number == 0 || Math.Abs(number) is >= 1e-3 and < 1e9 ? "#,0.###" : "0.###E+0", CultureInfo.InvariantCulture);

    private static HeadlineValue Floating(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return new(Short(number), double.IsFinite(number) ? number : null);
    }
}
