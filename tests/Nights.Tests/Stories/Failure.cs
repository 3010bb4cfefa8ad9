namespace EtlMesh.Nights.Tests.Stories;

/// <summary>A story up to the step that ends otherwise than expected.</summary>
internal sealed record Failure(Story Story, string Difference)
{
    /// <summary>Leaves out tables, steps and rows, one at a time, as long as the story still fails.</summary>
    /// <param name="play">Plays a story.</param>
    public async Task<Failure> ShrunkAsync(Func<Story, Task<Failure?>> play)
    {
        var shortest = this;
        foreach (var table in Story.Tables)
            shortest = await shortest.WithoutAsync(play, shortest.Story with { Tables = [.. shortest.Story.Tables.Where(other => other.Name != table.Name)] });
        for (var i = shortest.Story.Steps.Count - 2; i >= 0; i--)
            shortest = await shortest.WithoutAsync(play, shortest.Story with { Steps = [.. shortest.Story.Steps.Where((_, at) => at != i)] });
        foreach (var (i, step) in shortest.Story.Steps.Index().ToList())
        {
            foreach (var change in step.Changes)
            {
                foreach (var row in change.Value)
                    shortest = await shortest.WithoutAsync(play, shortest.Story.Without(i, change.Key, row));
            }
        }

        return shortest;
    }

    public override string ToString() => $"{Story}{Difference}";

    private async Task<Failure> WithoutAsync(Func<Story, Task<Failure?>> play, Story less) =>
        less.Tables.Count > 0 && await play(less) is { } failure ? failure : this;
}
