using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>Writes the story of a seed: random tables, and nights of every kind.</summary>
internal sealed class StoryWriter
{
    private static readonly string[] Zones = ["UTC", "UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"];

    private readonly Random random;
    private readonly TimeZoneInfo zone;
    private readonly List<TableShape> shapes;
    private readonly Dictionary<string, ChangeWriter> writers;
    private readonly List<Step> steps = [];
    private readonly SortedSet<DateOnly> ran = [];
    private DateOnly newest;
    private DateOnly written;
    private DateTimeOffset now;

    private readonly bool honest;

    private StoryWriter(int seed, bool honest)
    {
        (random, this.honest) = (new Random(seed), honest);
        zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
        // Summer time begins on 8 March in New York, on 29 March in Berlin.
        newest = written = new DateOnly(2026, 3, random.Next(2) == 0 ? 5 : 26);
        shapes = [.. Enumerable.Range(1, random.Next(20) switch { < 11 => 1, < 19 => 2, _ => 3 }).Select(Shape)];
        writers = shapes.ToDictionary(shape => shape.Name, shape => new ChangeWriter(random, shape));
    }

    public static Story Of(int seed)
    {
        var writer = new StoryWriter(seed, honest: false);
        return writer.Write(writer.random.Next(3, 7));
    }

    /// <summary>A long story of tables whose sources keep their promises, so that readers must see what is in them.</summary>
    public static Story Long(int seed, int nights) => new StoryWriter(seed, honest: true).Write(nights);

    private Story Write(int nights)
    {
        var tables = shapes.ToList();
        Newest();
        while (nights-- > 1)
            Next();
        Newest();
        return new Story(zone, tables, steps, random.Next(3) switch { 0 => 1, 1 => 3, _ => 8 });
    }

    private void Next()
    {
        switch (random.Next(29))
        {
            case < 9: Newest(); break;
            case < 11: Skip(); break;
            case < 13: BlockedNight(); break;
            case < 15: Add(Run(newest)); break;
            case 15: Add(Run(newest) with { Again = true, GateShut = random.Next(5) == 0 }); break;
            case < 18: Add(Old()); break;
            case 18: Add(NeverRun()); break;
            case < 21: Reverted(); break;
            case 21: Gain(); break;
            case 22: Early(); break;
            case 23: Rekey(); break;
            case 24: Lose(); break;
            case 25: Add(Tomorrow() with { FullRefresh = true, KilledAt = Boundary() }); break;
            case 26: Add(Old() with { FullRefresh = true, KilledAfter = null }); break;
            case 27: Add(Tomorrow() with { KilledAt = Boundary() }); break;
            default: Overtaken(); break;
        }
    }

    private void Newest() => Add(random.Next(8) switch
    {
        0 => Tomorrow() with { KilledAfter = (Part)random.Next(6) },
        1 => Tomorrow() with { KilledAt = Boundary() },
        _ => Tomorrow(),
    });

    /// <summary>A night of one table has some sixty.</summary>
    private int Boundary() => random.Next(1, 80);

    private void Skip()
    {
        newest = newest.AddDays(random.Next(1, 3));
        Newest();
    }

    /// <summary>In the evening of the run date itself, which is not over.</summary>
    private void Early()
    {
        newest = newest.AddDays(1);
        var local = newest.ToDateTime(new TimeOnly(18, 0, 0, 500), DateTimeKind.Unspecified);
        var due = new DateTimeOffset(local, zone.GetUtcOffset(local));
        ran.Add(newest);
        Add(new Night { Now = now = due > now ? due : now.AddMinutes(30), Date = newest });
    }

    /// <summary>The gate says no; the date is run again, or the next one covers it.</summary>
    private void BlockedNight()
    {
        Add(Tomorrow() with { GateShut = true });
        if (random.Next(2) == 0)
            Add(Run(newest));
        else
            Newest();
    }

    private Night Old() => Run(ran.ElementAt(random.Next(ran.Count))) with { Again = true, AsOfNow = random.Next(4) > 0, KilledAfter = random.Next(8) == 0 ? Part.Load : null };

    private Night NeverRun()
    {
        var date = newest.AddDays(-random.Next(1, 5));
        return Run(date) with { AsOfNow = random.Next(4) > 0 };
    }

    private void Reverted()
    {
        Add(new Revert { Now = Later() });
        if (random.Next(3) == 0)
            Add(new Revert { Now = Later() });
        if (random.Next(3) == 0)
            Add(Run(newest) with { Again = true });
        Add(new Resume { Now = Later() });
        if (random.Next(2) == 0)
            Add(Run(newest));
    }

    private void Gain()
    {
        var table = random.Next(shapes.Count);
        shapes[table] = shapes[table] with { HasNote = true };
        Add(Tomorrow() with { Reshaped = [shapes[table]] });
    }

    /// <summary>The source has the note no more; readers have it still, NULL in what is read from now on.</summary>
    private void Lose()
    {
        var table = random.Next(shapes.Count);
        shapes[table] = shapes[table] with { HasNote = false };
        Add(Tomorrow() with { Reshaped = [shapes[table]] });
    }

    private void Rekey()
    {
        var table = shapes.FindIndex(shape => shape is { Keyed: true, Honest: false });
        if (table < 0)
        {
            Newest();
            return;
        }

        shapes[table] = shapes[table] with { KeyColumns = 3 - shapes[table].KeyColumns };
        Add(Tomorrow() with { Reshaped = [shapes[table]] });
    }

    private void Overtaken()
    {
        var night = Tomorrow();
        var other = ran.ElementAt(random.Next(ran.Count));
        Add(night with { Overtaker = Run(other) with { Again = true, AsOfNow = true, Now = night.Now } });
    }

    private Night Tomorrow()
    {
        newest = newest.AddDays(1);
        return Run(newest);
    }

    private Night Run(DateOnly date)
    {
        ran.Add(date);
        return new Night { Now = Later(), Date = date };
    }

    /// <summary>At two in the night after the newest date, or half an hour after what was last.</summary>
    private DateTimeOffset Later()
    {
        var local = newest.AddDays(1).ToDateTime(new TimeOnly(2, 0), DateTimeKind.Unspecified);
        var due = zone.IsInvalidTime(local) ? new DateTimeOffset(local.AddHours(1), zone.GetUtcOffset(local.AddHours(1))) : new DateTimeOffset(local, zone.GetUtcOffset(local));
        return now = due > now ? due : now.AddMinutes(30);
    }

    private void Add(Step step)
    {
        var count = steps.Count == 0 ? random.Next(3, 9) : random.Next(5);
        var until = newest.AddDays(1);
        var changes = writers.ToDictionary(writer => writer.Key, writer => writer.Value.Write(count, written, until, step.Now));
        written = until;
        steps.Add(step with { Changes = changes.Where(change => change.Value.Count > 0).ToDictionary() });
    }

    private TableShape Shape(int number)
    {
        var kind = random.Next(10) switch { 0 => WatermarkKind.None, < 5 => WatermarkKind.Timestamp, < 7 => WatermarkKind.Date, < 9 => WatermarkKind.Bigint, _ => WatermarkKind.Instant };
        var keys = kind == WatermarkKind.None ? random.Next(2) : random.Next(6) switch { < 2 => 0, < 5 => 1, _ => 2 };
        var shape = new TableShape
        {
            Name = $"t{number}",
            Watermark = kind,
            Zone = zone,
            KeyColumns = keys,
            Lag = kind == WatermarkKind.Date ? TimeSpan.FromDays(random.Next(3)) : TimeSpan.FromMinutes(random.Next(4) * 90),
            Tombstones = keys > 0 && random.Next(3) > 0,
            Delivery = kind != WatermarkKind.None && random.Next(2) == 0 ? Delivery.ChangeFiles : Delivery.CurrentRows,
            Json = random.Next(3) == 0,
            Slices = random.Next(6) == 0 ? 2 : null,
            Honest = honest || random.Next(2) == 0,
        };
        // Types are found in what the first night has; a file without a flaw shows them.
        return shape with { Declared = !shape.Honest || random.Next(2) == 0 };
    }
}
