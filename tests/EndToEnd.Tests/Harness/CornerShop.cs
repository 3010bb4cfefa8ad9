namespace EtlMesh.EndToEnd.Tests;

/// <summary>The pipeline whose effects come in one order: what it reads, and what it must publish.</summary>
internal static class CornerShop
{
    public const string FirstDay = "2026-03-01";
    public const string SecondDay = "2026-03-02";

    /// <summary>What readers see after the first night, as <see cref="ShopState.Tables"/>.</summary>
    public static readonly IReadOnlyList<string> FirstTables =
    [
        "1 bread 2.50 2026-03-01 08:00:00",
        "2 milk 1.20 2026-03-01 09:30:00",
        "4 bread 99.00 2026-03-01 11:00:00",
        "bread 101.50 2",
        "milk 1.20 1",
    ];

    public static readonly IReadOnlyList<string> SecondTables =
    [
        "1 bread 2.50 2026-03-01 08:00:00",
        "2 milk 1.50 2026-03-02 08:10:00",
        "4 bread 99.00 2026-03-01 11:00:00",
        "5 milk 2.50 2026-03-02 10:00:00",
        "bread 101.50 2",
        "milk 4.00 2",
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
