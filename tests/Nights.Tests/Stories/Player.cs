using System.Collections.Concurrent;
using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Real;
using EtlMesh.Nights.Tests.Source;
using EtlMesh.Warehouse;

namespace EtlMesh.Nights.Tests.Stories;

/// <summary>Plays a story on the real parts and compares with the independent computation after every step.</summary>
internal sealed class Player : IAsyncDisposable
{
    private const string Name = "story";

    private readonly Home home;
    private readonly RealPipeline real;
    private readonly ExpectedPipeline expected = new(RealPipeline.KeptReleases);
    private readonly List<SourceTable> tables;

    private Player(Home home, Story story)
    {
        (this.home, real) = (home, new RealPipeline(home, Name, story.Zone, story.Deltas));
        tables = [.. story.Tables.Select(shape => new SourceTable(shape))];
    }

    public required ConcurrentDictionary<string, int> Ends { get; init; }

    public required Func<Night, Night> Instead { get; init; }

    /// <returns>The first step that ends otherwise than expected, and how; null when all is right.</returns>
    /// <param name="story">What happens.</param>
    /// <param name="ends">Counts how nights ended.</param>
    /// <param name="instead">Runs another night than is expected, to see that it is noticed.</param>
    public static async Task<Failure?> PlayAsync(Story story, ConcurrentDictionary<string, int>? ends = null, Func<Night, Night>? instead = null)
    {
        var killed = story.Steps.OfType<Night>().Any(night => night.KilledAfter is not null || night.KilledAt is not null);
        await using var player = new Player(await Home.OpenAsync(lasting: killed), story) { Ends = ends ?? [], Instead = instead ?? (night => night) };
        foreach (var (i, step) in story.Steps.Index())
        {
            if (await player.PlayAsync(step) is { } difference)
                return new Failure(story with { Steps = [.. story.Steps.Take(i + 1)] }, difference);
        }

        return null;
    }

    public ValueTask DisposeAsync() => home.DisposeAsync();

    private async Task<string?> PlayAsync(Step step)
    {
        foreach (var shape in step.Reshaped)
        {
            if (tables.Find(table => table.Shape.Name == shape.Name) is { } table)
                table.Shape = shape;
        }

        foreach (var table in tables)
            table.Write(step.Changes.GetValueOrDefault(table.Shape.Name) ?? []);
        var difference = step switch
        {
            Night night => await NightAsync(night),
            Revert => await RevertAsync(step.Now),
            _ => expected.Resume() == await real.ResumeAsync(step.Now) ? null : "the pipeline is held, and should not be; or the other way round",
        };
        return difference ?? await SeenAsync();
    }

    private async Task<string?> NightAsync(Night night)
    {
        var asOf = expected.Head?.AsOf;
        var did = await real.NightAsync(Instead(night), tables);
        var should = expected.Night(did.PublishedWhenKilled ? night with { KilledAfter = Part.Publish } : night, tables);
        Ends.AddOrUpdate($"{did.Outcome}", 1, (_, so) => so + 1);
        expected.Sweep();
        await real.SweepAsync();
        if (should.Outcome != did.Outcome)
            return $"the night should end {should.Outcome}; it ended {did.Outcome} {did.Reason}";
        foreach (var (table, counts) in did.Counts)
        {
            if (should.Counts![table] != counts)
                return $"{table} should have {should.Counts[table]}; it has {counts}";
        }

        return should.Outcome == Outcome.Published && expected.Head!.AsOf > (asOf ?? DateOnly.MinValue) ? await TruthAsync() : null;
    }

    private async Task<string?> RevertAsync(DateTimeOffset now)
    {
        var (should, did) = (expected.Revert(), await real.RevertAsync(now));
        return (should, did) is (true, PublishState.Published) or (false, null or PublishState.Refused)
            ? null
            : $"the revert should {(should ? "succeed" : "not be possible")}; it ended {did?.ToString() ?? "without a target"}";
    }

    /// <summary>What readers see against the independent computation.</summary>
    private async Task<string?> SeenAsync()
    {
        if (expected.Head is not { } head)
            return null;
        foreach (var (name, known) in head.Tables)
        {
            var (should, did) = (known.Seen(), await real.SeenAsync(known.Shape, known.HasNote, head.AsOf));
            if (!should.SequenceEqual(did))
                return $"{name} as of {head.AsOf:yyyy-MM-dd}: missing {Tell(should, did)}; too many {Tell(did, should)}";
        }

        return null;
    }

    /// <summary>What readers see against the source itself.</summary>
    private async Task<string?> TruthAsync()
    {
        foreach (var table in tables)
        {
            var known = expected.Head!.Tables[table.Shape.Name];
            if (Truth.Contradicts(table, expected.Head.Windows[table.Shape.Name]?.Until, await real.SeenAsync(known.Shape, known.HasNote, expected.Head.AsOf)) is { } lie)
                return $"{table.Shape.Name} is not the truth: {lie}";
        }

        return null;
    }

    private static string Tell(IReadOnlyList<string> some, IReadOnlyList<string> others)
    {
        var rest = some.ToList();
        foreach (var line in others)
            rest.Remove(line);
        return rest.Count == 0 ? "nothing" : string.Join(" ", rest);
    }
}
