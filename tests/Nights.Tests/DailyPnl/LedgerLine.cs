using System.Globalization;

namespace EtlMesh.Nights.Tests.DailyPnl;

/// <summary>A line of the journal, as its file has it.</summary>
internal sealed record LedgerLine(long Id, long Entry, DateOnly Day, int Unit, int Account, int? Product, decimal Debit, decimal Credit, bool Deleted, DateTime Updated)
{
    public const string Header = "line_id,entry_id,booked_on,unit_id,account_id,product_id,debit,credit,deleted,updated_at";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static LedgerLine Of(string text)
    {
        var fields = text.Split(',');
        return new LedgerLine(
            long.Parse(fields[0], Invariant), long.Parse(fields[1], Invariant), DateOnly.Parse(fields[2], Invariant), int.Parse(fields[3], Invariant),
            int.Parse(fields[4], Invariant), fields[5].Length == 0 ? null : int.Parse(fields[5], Invariant), decimal.Parse(fields[6], Invariant),
            decimal.Parse(fields[7], Invariant), bool.Parse(fields[8]), DateTime.Parse(fields[9], Invariant));
    }

    public override string ToString() => string.Create(Invariant,
        $"{Id},{Entry},{Day:yyyy-MM-dd},{Unit},{Account},{Product},{Debit:0.00},{Credit:0.00},{(Deleted ? "true" : "false")},{Updated:yyyy-MM-dd HH:mm:ss}");
}
