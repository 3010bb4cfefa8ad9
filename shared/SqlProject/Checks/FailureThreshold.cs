using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.SqlProject;

/// <summary>A condition on a number of failures: dbt's <c>warn_if</c> and <c>error_if</c>, such as <c>&gt; 10</c>, <c>!= 0</c> or <c>between 1 and 5</c>.</summary>
public sealed partial record FailureThreshold
{
    private readonly string _operator;
    private readonly long _first;
    private readonly long _last;

    private FailureThreshold(string @operator, long first, long last = 0) =>
        (_operator, _first, _last) = (@operator, first, last);

    /// <summary><c>!= 0</c>, the default of both.</summary>
    public static FailureThreshold AnyFailure { get; } = new("!=", 0);

    /// <summary>Reads an operator (<c>&gt; &gt;= &lt; &lt;= = == != &lt;&gt;</c>) with an integer, or <c>between a and b</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FailureThreshold? threshold)
    {
        threshold = null;
        var match = Comparison().Match(text ?? "");
        if (match.Success && TryNumber(match.Groups[2].Value, out var number))
        {
            var @operator = match.Groups[1].Value switch { "==" => "=", "<>" => "!=", var same => same };
            threshold = new FailureThreshold(@operator, number);
            return true;
        }

        match = Range().Match(text ?? "");
        if (match.Success && TryNumber(match.Groups[1].Value, out var first) && TryNumber(match.Groups[2].Value, out var last))
        {
            threshold = new FailureThreshold("between", first, last);
            return true;
        }

        return false;
    }

    public bool IsMet(long failures) => _operator switch
    {
        ">" => failures > _first,
        ">=" => failures >= _first,
        "<" => failures < _first,
        "<=" => failures <= _first,
        "=" => failures == _first,
        "!=" => failures != _first,
        _ => failures >= _first && failures <= _last,
    };

    public override string ToString() => string.Equals(_operator, "between", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"between {_first} and {_last}")
        : string.Create(CultureInfo.InvariantCulture, $"{_operator} {_first}");

    private static bool TryNumber(string digits, out long number) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"^\s*(>=|<=|<>|!=|==|=|>|<)\s*(-?\d+)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^\s*between\s+(-?\d+)\s+and\s+(-?\d+)\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Range();
}
