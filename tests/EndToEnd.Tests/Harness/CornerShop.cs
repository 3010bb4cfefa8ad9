namespace EtlMesh.EndToEnd.Tests;

/// <summary>The pipeline whose effects come in one order: what it reads, and what it must publish.</summary>
internal static class CornerShop
{
    public const string FirstDay = "2026-03-01";
    public const string SecondDay = "2026-03-02";

    public static readonly IReadOnlyList<string> FirstTables =
    [
        """{"article":"bread","revenue":101.50,"sales":2}""",
        """{"article":"milk","revenue":1.20,"sales":1}""",
        """{"id":1,"article":"bread","amount":2.50,"sold_at":"2026-03-01T08:00:00"}""",
        """{"id":2,"article":"milk","amount":1.20,"sold_at":"2026-03-01T09:30:00"}""",
        """{"id":4,"article":"bread","amount":99.00,"sold_at":"2026-03-01T11:00:00"}""",
    ];

    public static readonly IReadOnlyList<string> SecondTables =
    [
        """{"article":"bread","revenue":101.50,"sales":2}""",
        """{"article":"milk","revenue":4.00,"sales":2}""",
        """{"id":1,"article":"bread","amount":2.50,"sold_at":"2026-03-01T08:00:00"}""",
        """{"id":2,"article":"milk","amount":1.50,"sold_at":"2026-03-02T08:10:00"}""",
        """{"id":4,"article":"bread","amount":99.00,"sold_at":"2026-03-01T11:00:00"}""",
        """{"id":5,"article":"milk","amount":2.50,"sold_at":"2026-03-02T10:00:00"}""",
    ];

    /// <summary>What the till delivers a day later: a sale was corrected, others came, one of them dirty.</summary>
    private const string SecondDelivery =
        """
        id,article,amount,sold_at
        1,1,2.50,2026-03-01 08:00:00
        2,2,1.50,2026-03-02 08:10:00
        3,2,oops,2026-03-01 10:00:00
        4,1,99.00,2026-03-01 11:00:00
        5,2,2.50,2026-03-02 10:00:00
        6,1,free,2026-03-02 12:00:00

        """;

    public static Workplace Open()
    {
        var place = new Workplace(Workplace.OfTests("corner-shop"));
        place.Environment["DOTNET_PROCESSOR_COUNT"] = "1"; // checks one after the other
        return place;
    }

    public static void Deliver(Workplace place) => File.WriteAllText(Path.Combine(place.Pipeline, "sample", "sales.csv"), SecondDelivery);
}
