namespace EtlMesh.Cli.Tests;

public sealed class LineageLayoutTests
{
    [Fact]
    public void Column_IsTheLongestWayFromASource()
    {
        var layout = Layout("a>b", "b>c", "a>c", "c>d", "e>d");

        Assert.Equal(["a 0", "b 1", "c 2", "d 3", "e 0"], layout.Places.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => $"{place.Key} {place.Value.Column}"));
        Assert.Equal(4, layout.Columns);
    }

    [Fact]
    public void Route_LeadsThroughEveryColumnBetween_AndNeverBehindANode()
    {
        var layout = Layout("a>b", "b>c", "c>d", "a>d", "a>c");

        Assert.All(layout.Routes, route => Assert.Equal(Enumerable.Range(route[0].Column, route[^1].Column - route[0].Column + 1), route.Select(stop => stop.Column)));
        AssertLanesAreFree(layout);
    }

    [Fact]
    public void EdgesFromOneNode_ShareTheirLane()
    {
        var layout = Layout("a>b", "b>c", "c>d", "a>d", "a>e", "c>e");

        var lanes = layout.Routes.Where(route => route.Count == 4).Select(route => route[1]).ToList();
        Assert.Equal(2, lanes.Count);
        Assert.Single(lanes.Distinct());
    }

    [Fact]
    public void WideGraph_StandsInOneColumnWithoutOverlap()
    {
        var layout = Layout([.. Enumerable.Range(0, 60).Select(reader => $"a>r{reader:00}")]);

        Assert.Equal((2, 60), (layout.Columns, layout.Rows));
        Assert.Equal(Enumerable.Range(0, 60).Select(reader => $"r{reader:00}"), Column(layout, 1));
        AssertNoOverlap(layout);
        Assert.Equal(30, layout.Places["a"].Row); // beside the middle of its readers
    }

    [Fact]
    public void DeepGraph_IsOneRow()
    {
        var layout = Layout([.. Enumerable.Range(0, 40).Select(depth => $"n{depth:00}>n{depth + 1:00}")]);

        Assert.Equal((41, 1), (layout.Columns, layout.Rows));
        Assert.All(layout.Places.Values, place => Assert.Equal(0.5, place.Row));
    }

    [Fact]
    public void IsolatedNodes_StandBelowTheFirstColumn()
    {
        var layout = LineageLayout.Of(Graph(["lone", "a", "b"], ["a>b"]));

        Assert.Equal(["a", "lone"], Column(layout, 0));
        AssertNoOverlap(layout);
    }

    [Fact]
    public void CrossedInputs_AreUncrossed()
    {
        var layout = LineageLayout.Of(Graph(["a", "b", "c", "x", "y", "z"], ["a>z", "b>y", "c>x"]));

        Assert.Equal(["a", "b", "c"], Column(layout, 0));
        Assert.Equal(["z", "y", "x"], Column(layout, 1));
    }

    [Fact]
    public void ChecksAreNotInThePicture_AndNoNodeIsNoPlace()
    {
        var graph = new LineageGraph([new LineageNode("model.a", "model", "", ""), new LineageNode("check.c", "check", "", "")], [new LineageLink("model.a", "check.c")]);
        Assert.Equal("model.a", Assert.Single(LineageLayout.Of(graph).Places).Key);
        Assert.Empty(LineageLayout.Of(graph).Routes);

        var nothing = LineageLayout.Of(new LineageGraph([], []));
        Assert.Equal((0, 0, 0), (nothing.Places.Count, nothing.Columns, nothing.Rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyGraph_HasNoOverlap_KeepsEdgesOffNodes_AndStaysTheSame(int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, 45).Select(node => $"n{node:00}").ToArray();
        string[] edges = [.. from to in Enumerable.Range(1, 44) from _ in Enumerable.Range(0, random.Next(4)) select $"{names[random.Next(to)]}>{names[to]}"];
        var graph = Graph(names, [.. edges.Distinct(StringComparer.Ordinal)]);

        var layout = LineageLayout.Of(graph);

        Assert.Equal(45, layout.Places.Count);
        Assert.All(layout.Routes, route => Assert.True(route[0].Column < route[^1].Column));
        AssertNoOverlap(layout);
        AssertLanesAreFree(layout);
        Assert.Equal(layout.Places.OrderBy(place => place.Key, StringComparer.Ordinal), LineageLayout.Of(graph).Places.OrderBy(place => place.Key, StringComparer.Ordinal));
    }

    private static void AssertNoOverlap(LineageLayout layout)
    {
        foreach (var column in layout.Places.Values.GroupBy(place => place.Column))
        {
            var rows = column.Select(place => place.Row).Order().ToList();
            Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1 - 1e-9, $"column {column.Key}: {pair}"));
            Assert.InRange(rows[0], 0.5 - 1e-9, layout.Rows);
            Assert.InRange(rows[^1], 0, layout.Rows - 0.5 + 1e-9);
        }
    }

    private static void AssertLanesAreFree(LineageLayout layout)
    {
        foreach (var stop in layout.Routes.SelectMany(route => route.Skip(1).SkipLast(1)))
            Assert.All(layout.Places.Values.Where(place => place.Column == stop.Column), place => Assert.True(Math.Abs(place.Row - stop.Row) > 0.5, $"{stop} passes behind {place}"));
    }

    private static IEnumerable<string> Column(LineageLayout layout, int column) =>
        layout.Places.Where(place => place.Value.Column == column).OrderBy(place => place.Value.Row).Select(place => place.Key);

    private static LineageLayout Layout(params string[] edges) =>
        LineageLayout.Of(Graph([.. edges.SelectMany(edge => edge.Split('>')).Distinct(StringComparer.Ordinal)], edges));

    /// <param name="names">Inputs before what reads them.</param>
    /// <param name="edges"><c>from>to</c>.</param>
    private static LineageGraph Graph(string[] names, string[] edges)
    {
        var links = edges.Select(edge => edge.Split('>')).Select(ends => new LineageLink(ends[0], ends[1])).ToList();
        return new LineageGraph([.. Sorted(names, links).Select(name => new LineageNode(name, "model", "", ""))], links);
    }

    /// <summary>As a graph has its nodes: what reads comes after what it reads.</summary>
    private static List<string> Sorted(string[] names, List<LineageLink> links)
    {
        var sorted = new List<string>();
        while (sorted.Count < names.Length)
            sorted.AddRange([.. names.Where(name => !sorted.Contains(name) && links.TrueForAll(link => link.To != name || sorted.Contains(link.From)))]);
        return sorted;
    }
}
