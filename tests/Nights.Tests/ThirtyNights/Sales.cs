using System.Globalization;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>The fact of the shop, computed by hand.</summary>
internal static class Sales
{
    /// <summary>A line a day and customer, sorted: orders, ordered, paid and the date it stands for.</summary>
    public static IReadOnlyList<string> Of(ExpectedRelease release)
    {
        var orders = release.Tables["orders"].Rows().ToLookup(Place);
        var payments = release.Tables["payments"].Rows().ToLookup(Place);
        return
        [
            .. orders.Select(rows => rows.Key).Union(payments.Select(rows => rows.Key))
                .Select(place => string.Create(CultureInfo.InvariantCulture, $"{place}|{orders[place].Count()}|{orders[place].Sum(row => row.Amount)}|{payments[place].Sum(row => row.Amount)}|{release.AsOf:yyyy-MM-dd}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Place(RowVersion row) => string.Create(CultureInfo.InvariantCulture, $"{(row.Mark is { } mark ? new DateTime(mark).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "NULL")}|{row.Note}");
}
