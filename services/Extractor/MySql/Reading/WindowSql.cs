using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>The window as a condition in the server's words, so that rows outside of it are not sent.</summary>
internal static class WindowSql
{
    /// <summary>Dates before it are none: zero dates, which have no place in time and so are in every window, as NULLs are.</summary>
    private const string FirstDay = "'0001-01-01'";

    /// <returns>Empty when all rows are wanted.</returns>
    /// <exception cref="TerminalEtlException">A bound is no value of the watermark.</exception>
    public static string Where(TableWindow? window, MySqlColumn watermark)
    {
        var bounds = new List<string>();
        var column = watermark.IsText || !IsKnown(watermark) ? $"cast(convert({watermark.Selected} using utf8mb4) as binary)" : MySqlText.Identifier(watermark.Name);
        if (window?.Lo is { } lo)
            bounds.Add($"{column} {(window.AfterLo ? ">" : ">=")} {Literal(lo, watermark)}");
        if (window?.Until is { } until)
            bounds.Add($"{column} < {Literal(until, watermark)}");
        if (bounds.Count == 0)
            return "";

        var where = $"({string.Join(" and ", bounds)})";
        if (watermark.IsNullable)
            where += $" or {MySqlText.Identifier(watermark.Name)} is null";
        if (watermark.IsDate && window!.Lo is not null)
            where += $" or {MySqlText.Identifier(watermark.Name)} < {FirstDay}";
        return $"({where})";
    }

    private static bool IsKnown(MySqlColumn column) => column.IsInteger || column.IsDate || column.Kind is "decimal" or "year" or "double" or "bit";

    private static string Literal(string bound, MySqlColumn watermark)
    {
        if (watermark.IsDate)
            return $"'{Moment(bound, watermark)}'";
        if (!IsKnown(watermark))
            return MySqlText.Binary(System.Text.Encoding.UTF8.GetBytes(bound)); // texts in the order of their bytes, as the warehouse has them
        return bound.Length > 0 && bound.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e') ? bound : throw Wrong(bound, watermark);
    }

    // The session's time zone is UTC, and so is a bound's offset.
    private static string Moment(string bound, MySqlColumn watermark)
    {
        const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";
        return DateTimeOffset.TryParse(bound, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? watermark.Kind == "timestamp" ? moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture) : moment.DateTime.ToString(Format, CultureInfo.InvariantCulture)
            : throw Wrong(bound, watermark);
    }

    private static TerminalEtlException Wrong(string bound, MySqlColumn watermark) => new(
        $"Reading the window of {watermark.Name}: `{bound}` is no value of it, which is {watermark.Declared} now. Give the column the type it had, or start the table anew.");
}
