namespace EtlMesh.Jinja;

/// <summary>Filters of a text's width and lines.</summary>
internal static class LayoutFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("center", "value, width?", g => StringShape.Center(g.Text(0), g.Width(1, 80), ' ')),
        new("indent", "value, width?, first?, blank?", Indent),
        new("truncate", "value, length?, killwords?, end?, leeway?", Truncate),
    ];

    private static string Indent(Given given)
    {
        var indention = given.Has(1) && given[1] is string text ? text : new string(' ', given.Width(1, 4));
        var lines = given.Text(0).Split('\n');
        given.Session.CheckText((long)indention.Length * lines.Length);
        var (first, blank) = (given.Flag(2, false), given.Flag(3, false));
        return string.Join('\n', lines.Select((line, i) => (i == 0 ? first : blank || line.Length > 0) ? indention + line : line));
    }

    private static string Truncate(Given given)
    {
        var text = given.Text(0);
        var length = given.Integer(1, 255);
        var end = given.Text(3, "...");
        if (length < end.Length)
            throw new JinjaTypeException($"the length must be at least {end.Length}, that of the ending");
        if (text.Length <= length + given.Integer(4, 5))
            return text;
        var kept = text[..(int)(length - end.Length)];
        if (!given.Flag(2, false) && kept.LastIndexOf(' ') is var blank && blank >= 0)
            kept = kept[..blank];
        return kept + end;
    }
}
