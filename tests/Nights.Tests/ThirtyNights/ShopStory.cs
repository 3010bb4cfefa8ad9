using EtlMesh.Nights.Tests.Source;
using EtlMesh.Nights.Tests.Stories;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>Thirty nights of a shop in Berlin, summer time beginning in the twentieth; what is written is random, what is run is not.</summary>
internal static class ShopStory
{
    public const int Seed = 20260310;

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TableShape Orders = new()
    {
        Name = "orders",
        Watermark = WatermarkKind.Timestamp,
        Zone = Zone,
        KeyColumns = 1,
        Lag = TimeSpan.FromHours(2),
        Tombstones = true,
        HasNote = true,
        Honest = true,
    };

    private static readonly TableShape Payments = new()
    {
        Name = "payments",
        Watermark = WatermarkKind.Timestamp,
        Zone = Zone,
        KeyColumns = 0,
        Delivery = Delivery.ChangeFiles,
        HasNote = true,
        Honest = true,
    };

    private static readonly TableShape Customers = new() { Name = "customers", Watermark = WatermarkKind.None, Zone = Zone, KeyColumns = 1, Honest = true };

    public static DateOnly DateOf(int night) => new DateOnly(2026, 3, 9).AddDays(night);

    public static Story Write()
    {
        var random = new Random(Seed);
        var writers = new[] { Orders, Payments, Customers }.ToDictionary(shape => shape.Name, shape => new ChangeWriter(random, shape, ids: 80));
        var steps = new List<Step>();
        var written = DateOf(-1);
        for (var number = 1; number <= 30; number++)
        {
            if (number == 9)
                continue; // nobody ran it: the next night covers two days
            var (date, now) = (DateOf(number), Due(number));
            var changes = writers.ToDictionary(writer => writer.Key, writer => writer.Value.Write(random.Next(6, 15), written, date.AddDays(1), now));
            written = date.AddDays(1);
            steps.AddRange(Nights(number, new Night { Now = now, Date = date, Changes = changes }));
        }

        return new Story(Zone, [Orders, Payments, Customers], steps);
    }

    private static IEnumerable<Step> Nights(int number, Night night) => number switch
    {
        5 => [night.With("orders", Row(500, 5, -7)) with { GateShut = true }],
        6 => [night.With("orders", Row(500, 6, 7))],
        14 => [night, new Revert { Now = night.Now.AddHours(6) }],
        15 => [night, new Resume { Now = night.Now.AddHours(1) }, new Night { Now = night.Now.AddHours(2), Date = night.Date }],
        18 => [night, new Night { Now = night.Now.AddHours(5), Date = night.Date, Again = true }.With("payments", Row(900, 18, 4))],
        20 => [night, .. OldDate(8, night.Now.AddHours(3))],
        26 => [night with { Reshaped = [Customers with { HasNote = true }] }],
        _ => [night],
    };

    /// <summary>Too late for every night; their own date, run again, finds them. Customers only tell how they are now.</summary>
    private static IEnumerable<Step> OldDate(int number, DateTimeOffset now)
    {
        var again = new Night { Now = now, Date = DateOf(number), Again = true };
        return [again.With("orders", Row(501, number, 11)).With("payments", Row(901, number, 13)), again with { Now = now.AddHours(1), AsOfNow = true }];
    }

    private static Night With(this Night night, string table, RowVersion row) => night with
    {
        Changes = new Dictionary<string, IReadOnlyList<RowVersion>>(night.Changes) { [table] = [.. night.Changes.GetValueOrDefault(table) ?? [], row] },
    };

    private static RowVersion Row(long id, int night, long amount) =>
        new() { Id = id, Part = "a", Mark = DateOf(night).ToDateTime(new TimeOnly(0, 30)).Ticks, Amount = amount, Note = "c1" };

    private static DateTimeOffset Due(int night)
    {
        var local = DateOf(night).AddDays(1).ToDateTime(new TimeOnly(2, 10));
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(Zone.IsInvalidTime(local) ? local.AddHours(1) : local, Zone)), Zone);
    }
}
