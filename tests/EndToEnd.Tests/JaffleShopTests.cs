using System.Globalization;
using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>dbt's example shop, whose files lie in the folder that ETLMESH_PUBLIC_DATA names.</summary>
[Trait("Category", "PublicData")]
public sealed class JaffleShopTests : IDisposable
{
    private static readonly string[] Methods = ["credit_card", "coupon", "bank_transfer", "gift_card"];

    private readonly Workplace place = new(Workplace.OfTests("jaffle-shop"));

    [Fact]
    public async Task Night_PublishesWhatAnIndependentComputationGives()
    {
        var night = (await place.NightAsync("2018-04-09")).ExpectExit(0).Json;

        Assert.Equal("Completed", night.GetProperty("state").GetString());
        Assert.Equal(
            ["raw.customers 100 0 100", "raw.orders 99 0 99", "raw.payments 113 0 113"],
            night.GetProperty("tables").EnumerateArray().Select(Counts).Order(StringComparer.Ordinal));
        Assert.Equal(ExpectedOrders(), await RowsAsync("select * from jaffle_shop.orders order by order_id"));
        Assert.Equal(ExpectedCustomers(), await RowsAsync("select * from jaffle_shop.customers order by customer_id"));
    }

    public void Dispose() => place.Dispose();

    private static string Counts(JsonElement table) =>
        $"{table.GetProperty("name").GetString()} {table.GetProperty("rows_read")} {table.GetProperty("rows_quarantined")} {table.GetProperty("rows_loaded")}";

    private static IEnumerable<string> ExpectedOrders() => Orders().Select(order => string.Join('|',
    [
        order.Id, order.Customer, order.Date, order.Status,
        .. Methods.Select(method => Money(Payments().Where(payment => payment.Order == order.Id && payment.Method == method).Sum(payment => payment.Amount))),
        Money(Payments().Where(payment => payment.Order == order.Id).Sum(payment => payment.Amount)),
    ]));

    private static IEnumerable<string> ExpectedCustomers() => Read("raw_customers.csv").Select(customer =>
    {
        var orders = Orders().Where(order => order.Customer == customer[0]).ToList();
        var spent = Payments().Where(payment => orders.Any(order => order.Id == payment.Order)).Sum(payment => payment.Amount);
        return orders.Count == 0
            ? string.Join('|', customer[0], customer[1], customer[2], "NULL", "NULL", "NULL", "NULL")
            : string.Join('|', customer[0], customer[1], customer[2], orders.Min(order => order.Date), orders.Max(order => order.Date), orders.Count, Money(spent));
    });

    private static IEnumerable<(string Id, string Customer, string Date, string Status)> Orders() =>
        Read("raw_orders.csv").Select(row => (row[0], row[1], row[2], row[3]));

    private static IEnumerable<(string Order, string Method, decimal Amount)> Payments() =>
        Read("raw_payments.csv").Select(row => (row[1], row[2], decimal.Parse(row[3], CultureInfo.InvariantCulture) / 100));

    private static IEnumerable<string[]> Read(string file) =>
        File.ReadLines(Path.Combine(Environment.GetEnvironmentVariable("ETLMESH_PUBLIC_DATA")!, "jaffle_shop", file)).Skip(1).Select(line => line.Split(','));

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private async Task<IEnumerable<string>> RowsAsync(string sql)
    {
        var rows = (await place.RunAsync("query", sql, "--output", "json")).ExpectExit(0).Json;
        return rows.EnumerateArray().Select(row => string.Join('|', row.EnumerateObject().Select(cell => Text(cell.Value))));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.Number when value.GetRawText().Contains('.', StringComparison.Ordinal) => Money(value.GetDecimal()),
        _ => value.ToString(),
    };
}
