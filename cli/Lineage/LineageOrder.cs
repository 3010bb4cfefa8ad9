namespace EtlMesh.Cli;

/// <summary>The order in columns that lets few edges cross: everything stands at the mean of its neighbours, sweeping right and left by turns (Sugiyama's barycentre method).</summary>
internal static class LineageOrder
{
    private const int Sweeps = 8;

    /// <param name="columns">What stands in each column; where nothing else decides, in this order; what has no edge at all is last.</param>
    /// <param name="steps">From one column to the next.</param>
    /// <returns>The columns, ordered; the same for the same input.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<IReadOnlyList<string>> columns, IReadOnlyList<(string From, string To)> steps)
    {
        var inputs = steps.ToLookup(step => step.To, step => step.From, StringComparer.Ordinal);
        var readers = steps.ToLookup(step => step.From, step => step.To, StringComparer.Ordinal);
        var order = columns.Select(column => column.OrderBy(id => !inputs.Contains(id) && !readers.Contains(id)).ToList()).ToList();
        var (best, fewest) = ((IReadOnlyList<IReadOnlyList<string>>)[], int.MaxValue);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var right = sweep % 2 == 0;
            for (var i = 1; i < order.Count; i++)
            {
                var column = right ? i : order.Count - 1 - i;
                order[column] = Sorted(order[column], right ? inputs : readers, order[right ? column - 1 : column + 1]);
            }

            if (Crossings(order, readers) is var crossings && crossings < fewest)
                (best, fewest) = ([.. order], crossings);
        }

        return best;
    }

    /// <summary>Places are measured from the column's middle, as columns are drawn. What has no neighbour there goes below the others.</summary>
    private static List<string> Sorted(List<string> column, ILookup<string, string> neighbours, List<string> beside)
    {
        var at = beside.Select((id, index) => (id, Place: index - (beside.Count - 1) / 2.0)).ToDictionary(stop => stop.id, stop => stop.Place, StringComparer.Ordinal);
        return [.. column.OrderBy(id => neighbours[id].Select(neighbour => at[neighbour]).DefaultIfEmpty(double.MaxValue).Average())];
    }

    private static int Crossings(List<List<string>> order, ILookup<string, string> readers)
    {
        var crossings = 0;
        for (var column = 0; column + 1 < order.Count; column++)
        {
            var at = order[column + 1].Select((id, index) => (id, index)).ToDictionary(stop => stop.id, stop => stop.index, StringComparer.Ordinal);
            var ends = order[column].Select(id => readers[id].Select(reader => at[reader]).ToList()).ToList();
            for (var upper = 0; upper < ends.Count; upper++)
                for (var lower = upper + 1; lower < ends.Count; lower++)
                    crossings += ends[upper].Sum(end => ends[lower].Count(other => other < end));
        }

        return crossings;
    }
}
