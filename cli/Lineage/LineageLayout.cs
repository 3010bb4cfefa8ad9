namespace EtlMesh.Cli;

/// <summary>Where the nodes of a picture stand: a column right of all their inputs, beside them as far as can be. Checks are not in the picture.</summary>
/// <param name="Places">Column and row by node id, both from 0.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Rows">How many rows the longest column has.</param>
internal sealed record LineageLayout(IReadOnlyDictionary<string, (int Column, int Row)> Places, int Columns, int Rows)
{
    public static LineageLayout Of(LineageGraph graph)
    {
        var inputs = graph.Edges.ToLookup(edge => edge.To, edge => edge.From, StringComparer.Ordinal);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.Kind != "check")) // inputs come before what reads them
            columns[node.Id] = inputs[node.Id].Select(input => columns[input] + 1).DefaultIfEmpty(0).Max();

        // As far right as their readers let them: an edge that passes a column could seem to end at a node there.
        var readers = graph.Edges.Where(edge => columns.ContainsKey(edge.To)).ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse().Where(node => readers.Contains(node.Id)))
            columns[node.Id] = readers[node.Id].Min(reader => columns[reader]) - 1;

        var places = new Dictionary<string, (int Column, int Row)>(StringComparer.Ordinal);
        var rows = 0;
        foreach (var column in columns.GroupBy(node => node.Value, node => node.Key).OrderBy(column => column.Key))
        {
            var row = 0;
            foreach (var id in column.OrderBy(id => inputs[id].Select(input => (double)places[input].Row).DefaultIfEmpty(0).Average()))
                places[id] = (column.Key, row++);
            rows = Math.Max(rows, row);
        }

        return new LineageLayout(places, columns.Values.Select(column => column + 1).DefaultIfEmpty(0).Max(), rows);
    }
}
