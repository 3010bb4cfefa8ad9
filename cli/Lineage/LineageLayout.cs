namespace EtlMesh.Cli;

/// <summary>Where the nodes of a picture stand: the column right of all their inputs, beside them as far as can be. Checks are not in the picture.</summary>
/// <param name="Places">By node id: the column from 0, and the middle of the node in rows from the top. Nodes of a column are at least a row apart.</param>
/// <param name="Routes">An edge each: the places that it leads through, its ends among them. Between, an edge has a lane of its own, so that it never passes behind a node.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Rows">How high the highest column is, in rows.</param>
internal sealed record LineageLayout(
    IReadOnlyDictionary<string, (int Column, double Row)> Places,
    IReadOnlyList<IReadOnlyList<(int Column, double Row)>> Routes,
    int Columns,
    double Rows)
{
    /// <summary>The height of a lane, in rows.</summary>
    private const double Lane = 0.3;

    public static LineageLayout Of(LineageGraph graph)
    {
        var columns = Depths(graph);
        var edges = graph.Edges.Where(edge => columns.ContainsKey(edge.To)).ToList();

        // Edges from one node share their lanes: they fork where they must.
        string Stop(LineageLink edge, int column) => column == columns[edge.From] ? edge.From : column == columns[edge.To] ? edge.To : $"{edge.From}\n{column}";
        var routes = edges.Select(edge => Enumerable.Range(columns[edge.From], columns[edge.To] - columns[edge.From] + 1).Select(column => (Column: column, Id: Stop(edge, column))).ToList()).ToList();
        var stops = columns.Select(node => (Column: node.Value, Id: node.Key)).Concat(routes.SelectMany(route => route)).Distinct().ToLookup(stop => stop.Column, stop => stop.Id);
        var steps = routes.SelectMany(route => route.Zip(route.Skip(1), (from, to) => (From: from.Id, To: to.Id))).Distinct().ToList();
        var order = LineageOrder.Of([.. stops.OrderBy(column => column.Key).Select(column => (IReadOnlyList<string>)[.. column])], steps);

        double Height(string id) => columns.ContainsKey(id) ? 1 : Lane;
        var rows = order.Select(column => column.Sum(Height)).DefaultIfEmpty(0).Max();
        var places = new Dictionary<string, (int Column, double Row)>(StringComparer.Ordinal);
        for (var column = 0; column < order.Count; column++)
        {
            var top = (rows - order[column].Sum(Height)) / 2;
            foreach (var id in order[column])
            {
                places[id] = (column, top + Height(id) / 2);
                top += Height(id);
            }
        }

        return new LineageLayout(
            columns.Keys.ToDictionary(id => id, id => places[id], StringComparer.Ordinal),
            [.. routes.Select(route => route.ConvertAll(stop => places[stop.Id]))],
            order.Count,
            rows);
    }

    private static Dictionary<string, int> Depths(LineageGraph graph)
    {
        var inputs = graph.Edges.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Kind != "check")) // inputs come before what reads them
            columns[node.Id] = inputs[node.Id].Select(input => columns[input] + 1).DefaultIfEmpty(0).Max();
        return columns;
    }
}
