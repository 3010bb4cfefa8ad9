using System.Globalization;
using System.Numerics;

namespace EtlMesh.Extractor.MySql;

/// <summary>
/// Cuts an integer key without reading it: the range between the least and the greatest value is halved where the server's index says that rows are,
/// until no piece has much of a part's rows. Gaps, however wide, end as pieces without rows.
/// </summary>
internal sealed class IntegerQuantiles(MySqlConnection connection, MySqlTable table, KeyPart key, CancellationToken ct)
{
    /// <summary>Pieces of a part.</summary>
    private const int Fine = 8;

    /// <summary>Questions to the server; each costs it two looks into the index.</summary>
    private const int MostQuestions = 4_000;

    private int questions;

    /// <param name="rows">About how many the table has.</param>
    /// <param name="parts">At least 2.</param>
    /// <returns>The values at which parts begin, the first aside; fewer when there are fewer values.</returns>
    public List<IReadOnlyList<string>> Cut(long rows, int parts)
    {
        var name = MySqlText.Identifier(key.Name);
        if (connection.Rows($"select min({name}), max({name}) from {table.Quoted}", ct)[0] is not [{ } least, { } greatest])
            return [];

        var pieces = new List<(BigInteger From, BigInteger Until, double Rows)>();
        Divide(Number(least), Number(greatest) + 1, rows, (double)rows / parts / Fine, pieces);
        return [.. Cuts(pieces, pieces.Sum(piece => piece.Rows) / parts, parts).Select(cut => (IReadOnlyList<string>)[cut.ToString(CultureInfo.InvariantCulture)])];
    }

    private void Divide(BigInteger from, BigInteger until, double rows, double enough, List<(BigInteger From, BigInteger Until, double Rows)> pieces)
    {
        if (rows <= enough || until - from < 2 || questions >= MostQuestions)
        {
            pieces.Add((from, until, rows));
            return;
        }

        var middle = (from + until) / 2;
        Divide(from, middle, Estimate(from, middle), enough, pieces);
        Divide(middle, until, Estimate(middle, until), enough, pieces);
    }

    private static IEnumerable<BigInteger> Cuts(List<(BigInteger From, BigInteger Until, double Rows)> pieces, double part, int parts)
    {
        var (passed, next) = (0.0, 1);
        var last = pieces[0].From;
        foreach (var (from, until, rows) in pieces)
        {
            while (next < parts && passed + rows >= part * next)
            {
                var inside = rows == 0 ? 0 : (part * next - passed) / rows;
                var cut = from + (BigInteger)((double)(until - from) * inside);
                next++;
                if (cut > last && cut < pieces[^1].Until)
                    yield return last = cut;
            }

            passed += rows;
        }
    }

    private double Estimate(BigInteger from, BigInteger until)
    {
        questions++;
        var name = MySqlText.Identifier(key.Name);
        var rows = RowEstimate.Of(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"select 1 from {table.Quoted} force index ({MySqlText.Identifier(table.KeyIndex!)}) where {name} >= {from} and {name} < {until}"),
            ct);
        return rows > 1 ? rows : 0; // the server never expects none
    }

    private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
