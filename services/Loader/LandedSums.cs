using System.Globalization;
using System.Numerics;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Loader;

/// <summary>The sums of a table's slices as those of the whole table.</summary>
internal static class LandedSums
{
    /// <summary>Bounds are compared as values of the column's type, not as text.</summary>
    public static IReadOnlyList<ColumnSum> Combine(LoadTable command, CancellationToken ct)
    {
        if (command.Slices.Count == 1)
            return command.Slices[0].Sums;

        using var database = DuckDbDatabase.Open(":memory:");
        using var connection = database.Connect();

        var types = command.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.OrdinalIgnoreCase);
        return [.. command.Slices.SelectMany(slice => slice.Sums).GroupBy(sum => sum.Column, StringComparer.OrdinalIgnoreCase).Select(Whole)];

        ColumnSum Whole(IGrouping<string, ColumnSum> slices) => new()
        {
            Column = slices.Key,
            Nulls = slices.Sum(slice => slice.Nulls),
            Sum = Add(slices.Select(slice => slice.Sum)),
            Min = Bound(connection, "min", types[slices.Key], slices.Select(slice => slice.Min), ct),
            Max = Bound(connection, "max", types[slices.Key], slices.Select(slice => slice.Max), ct),
        };
    }

    /// <summary>Adds decimals of one scale exactly, however wide.</summary>
    internal static string? Add(IEnumerable<string?> sums)
    {
        var scale = 0;
        BigInteger? total = null;
        foreach (var sum in sums.OfType<string>())
        {
            var point = sum.IndexOf('.', StringComparison.Ordinal);
            scale = point < 0 ? 0 : sum.Length - point - 1;
            total = (total ?? 0) + BigInteger.Parse(sum.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }

        if (total is not { } value || scale == 0)
            return total?.ToString(CultureInfo.InvariantCulture);

        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(value.Sign < 0 ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }

    /// <summary>The greatest of a column's values, given as text.</summary>
    public static string? Greatest(string type, IEnumerable<string?> values, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        return Bound(connection, "max", type, values, ct);
    }

    private static string? Bound(DuckDbConnection connection, string function, string type, IEnumerable<string?> bounds, CancellationToken ct)
    {
        var values = bounds.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return values.Count < 2
            ? values.FirstOrDefault()
            : connection.Scalar<string>($"select {function}(cast(bound as {type}))::varchar from (values {string.Join(", ", values.Select(value => $"({Sql.Literal(value)})"))}) as bounds(bound)", ct);
    }
}
