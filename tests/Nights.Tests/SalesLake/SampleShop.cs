using System.Globalization;

namespace EtlMesh.Nights.Tests.SalesLake;

/// <summary>The shop's files, read and summed up without the pipeline's means.</summary>
internal sealed class SampleShop(string folder)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>What was sold, of what was written before a moment; by line.</summary>
    public IReadOnlyList<Sale> Sales(DateTime before)
    {
        var orders = Records("orders").Where(order => order[2] != "cancelled" && Moment(order[5]) < before).ToDictionary(order => order[0], order => (Customer: int.Parse(order[1], Invariant), At: Moment(order[3])));
        return
        [
            .. from line in Records("order_lines")
               where Moment(line[6]) < before && orders.ContainsKey(line[1])
               let price = decimal.Parse(line[4], Invariant)
               let quantity = int.Parse(line[3], Invariant)
               let order = orders[line[1]]
               orderby long.Parse(line[0], Invariant)
               select new Sale(long.Parse(line[0], Invariant), long.Parse(line[1], Invariant), order.Customer, int.Parse(line[2], Invariant), order.At, quantity, price, (quantity * price) - decimal.Parse(line[5], Invariant)),
        ];
    }

    /// <summary>Name and segment of each customer.</summary>
    public IReadOnlyDictionary<int, (string Name, string Segment)> Customers =>
        Records("customers").ToDictionary(record => int.Parse(record[0], Invariant), record => (record[1], record[3]));

    /// <summary>Writes an order anew, with another status, and its lines with it.</summary>
    public void Change(long order, string status, DateTime now)
    {
        var written = now.ToString("yyyy-MM-dd HH:mm:ss", Invariant);
        Rewrite("orders", record => record[0] == order.ToString(Invariant) ? [record[0], record[1], status, record[3], record[4], written] : record);
        Rewrite("order_lines", record => record[1] == order.ToString(Invariant) ? [.. record[..6], written] : record);
    }

    private IEnumerable<string[]> Records(string table) => File.ReadLines(PathOf(table)).Skip(1).Select(line => line.Split(','));

    private void Rewrite(string table, Func<string[], string[]> change) =>
        File.WriteAllLines(PathOf(table), [File.ReadLines(PathOf(table)).First(), .. Records(table).Select(record => string.Join(',', change(record))).ToList()]);

    private string PathOf(string table) => Path.Combine(folder, $"{table}.csv");

    private static DateTime Moment(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", Invariant);
}
