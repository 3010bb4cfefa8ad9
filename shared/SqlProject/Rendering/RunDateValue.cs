using System.Globalization;
using System.Text;
using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary><c>run_started_at</c>: midnight (UTC) of the run date, so that the same night gives the same SQL whenever it is run.</summary>
internal sealed class RunDateValue(DateOnly date) : IJinjaObject
{
    public object? GetAttribute(string name) => name switch
    {
        "year" => (long)date.Year,
        "month" => (long)date.Month,
        "day" => (long)date.Day,
        "hour" or "minute" or "second" or "microsecond" => 0L,
        "date" => (JinjaFunction)(_ => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        "isoformat" => (JinjaFunction)(_ => date.ToString("yyyy-MM-dd'T00:00:00+00:00'", CultureInfo.InvariantCulture)),
        "strftime" => (JinjaFunction)Format,
        "astimezone" => new JinjaUndefined(Unsupported.Reason("run_started_at.astimezone")),
        _ => new JinjaUndefined($"`run_started_at` has no `{name}`; it has `strftime`, `date`, `isoformat`, `year`, `month` and `day`"),
    };

    public override string ToString() => date.ToString("yyyy-MM-dd' 00:00:00+00:00'", CultureInfo.InvariantCulture);

    private string Format(JinjaCall call)
    {
        var format = $"{call.Bind("format")[0]}";
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%') text.Append(format[i]);
            else text.Append(Part(call, ++i < format.Length ? format[i] : ' '));
        }

        return text.ToString();
    }

    private string Part(JinjaCall call, char part) => part switch
    {
        'Y' => date.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => date.ToString("yy", CultureInfo.InvariantCulture),
        'm' => date.ToString("MM", CultureInfo.InvariantCulture),
        'd' => date.ToString("dd", CultureInfo.InvariantCulture),
        'j' => date.DayOfYear.ToString("D3", CultureInfo.InvariantCulture),
        'b' => date.ToString("MMM", CultureInfo.InvariantCulture),
        'B' => date.ToString("MMMM", CultureInfo.InvariantCulture),
        'a' => date.ToString("ddd", CultureInfo.InvariantCulture),
        'A' => date.ToString("dddd", CultureInfo.InvariantCulture),
        'H' or 'M' or 'S' => "00",
        'f' => "000000",
        'F' => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        '%' => "%",
        _ => throw call.Error($"`strftime` does not know `%{part}`; it knows %Y %y %m %d %j %b %B %a %A %H %M %S %f %F %%"),
    };
}
