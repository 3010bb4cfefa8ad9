namespace EtlMesh.Notifier;

/// <summary>One metric of a headline over its days, oldest first.</summary>
internal sealed class MetricSeries
{
    /// <summary>Longer texts do not fit beside a chart.</summary>
    private const int LabelLength = 14;

    private readonly IReadOnlyList<IReadOnlyList<HeadlineValue>> rows;
    private readonly int column;

    /// <param name="headline">Has at least one row.</param>
    /// <param name="column">The metric's place in the columns.</param>
    public MetricSeries(Headline headline, int column)
    {
        this.column = column;
        rows = [.. headline.Rows.Reverse()];
        Name = headline.Columns[column];
        Drawn = [.. Enumerable.Range(0, rows.Count).Where(row => Number(row) is not null)];
    }

    public string Name { get; }

    public int Count => rows.Count;

    /// <summary>The rows that have a number, oldest first.</summary>
    public IReadOnlyList<int> Drawn { get; }

    public int Lowest => Drawn.MinBy(row => Number(row)!.Value);

    public int Highest => Drawn.MaxBy(row => Number(row)!.Value);

    public double? Number(int row) => rows[row][column].Number;

    public string Date(int row) => rows[row][0].Text ?? Html.Nothing;

    public string Text(int row) => rows[row][column].Text ?? Html.Nothing;

    /// <returns>The value in at most fourteen characters.</returns>
    public string Label(int row) => Number(row) is { } number && Text(row).Length > LabelLength
        ? HeadlineValue.Short(number)
        : Text(row);

    /// <returns>Where the row stands, 0 the oldest day and 1 the newest: by its date, or by order where dates are missing or repeated.</returns>
    public double Place(int row)
    {
        if (Count == 1)
            return 0.5;
        if (rows.Select(other => other[0].Day).Distinct().Count() < Count || rows.Any(other => other[0].Day is null))
            return row / (Count - 1.0);
        return (Day(row) - Day(0)) / (double)(Day(Count - 1) - Day(0));
    }

    /// <returns>By what part the newest value differs from that of so many days before; null when that cannot be said.</returns>
    public double? ChangeSince(int days)
    {
        var newest = rows[^1];
        var before = rows.FirstOrDefault(row => row[0].Day is { } day && newest[0].Day is { } last && day.DayNumber == last.DayNumber - days);
        return before?[column].Number is { } old && old != 0 && newest[column].Number is { } now ? (now - old) / Math.Abs(old) : null;
    }

    private int Day(int row) => rows[row][0].Day!.Value.DayNumber;
}
