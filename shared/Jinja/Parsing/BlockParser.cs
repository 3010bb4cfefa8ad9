namespace EtlMesh.Jinja;

/// <summary>Reads one block, from the name of its tag to its end.</summary>
internal sealed class BlockParser(TemplateParser template)
{
    private static readonly string[] Known = ["if", "for", "set", "macro", "test", "call", "filter", "do", "with", "raw"];

    private static readonly string[] Unsupported =
        ["materialization", "snapshot", "docs", "include", "import", "from", "extends", "block", "autoescape", "trans", "break", "continue"];

    private readonly MacroParser _macros = new(template);
    private readonly AssignmentParser _assignments = new(template);

    private TokenReader Reader => template.Reader;

    /// <param name="opening">The enclosing block's tag, for the message about an ending that is not its own.</param>
    public Statement Parse(Token? opening)
    {
        var tag = Reader.ExpectName("the name of a tag");
        return tag.Text switch
        {
            "if" => If(tag),
            "for" => For(tag),
            "set" => _assignments.Set(tag),
            "with" => _assignments.With(tag),
            "macro" => _macros.Macro(tag, isTest: false),
            "test" => _macros.Macro(tag, isTest: true),
            "call" => _macros.Call(tag),
            "filter" => Filter(tag),
            "do" => Do(tag),
            _ => throw Reader.Error(tag.At, Problem(tag.Text, opening)),
        };
    }

    private static string Problem(string tag, Token? opening)
    {
        if (Unsupported.Contains(tag))
            return $"the tag `{tag}` is not supported";
        if (!tag.StartsWith("end", StringComparison.Ordinal) && tag is not ("else" or "elif"))
            return $"unknown tag `{tag}`{Nearest.Hint(tag, Known.Concat(["endif", "endfor", "else", "elif"]))}";
        return opening is { } open
            ? $"`{tag}` does not belong to `{open.Text}`, opened at line {open.At.Line}, which is closed by `end{open.Text}`"
            : $"`{tag}` has nothing to close";
    }

    private Statement.If If(Token tag)
    {
        List<Branch> branches = [];
        var keyword = tag;
        do
        {
            var condition = template.Expressions.ParseTuple(withConditional: false);
            template.EndTag(keyword.Text);
            branches.Add(new Branch(condition, template.Body(tag, "elif", "else", "endif")));
            keyword = Reader.Take();
        }
        while (keyword.Text == "elif");

        if (keyword.Text == "else")
        {
            template.EndTag("else");
            branches.Add(new Branch(null, template.Body(tag, "endif")));
            Reader.Take();
        }

        template.EndTag("endif");
        return new Statement.If(tag.At, branches);
    }

    private Statement.For For(Token tag)
    {
        var target = _assignments.Target();
        if (!Reader.TakeName("in"))
            throw Reader.Error($"expected `in` after the variable of `for`, found {Reader.Current.Shown}");
        var items = template.Expressions.ParseTuple(withConditional: false);
        var condition = Reader.TakeName("if") ? template.Expressions.Parse() : null;
        var recursive = Reader.TakeName("recursive");
        template.EndTag("for");
        var body = template.Body(tag, "else", "endfor");
        IReadOnlyList<Statement> otherwise = [];
        if (Reader.Take().Text == "else")
        {
            template.EndTag("else");
            otherwise = template.Body(tag, "endfor");
            Reader.Take();
        }

        template.EndTag("endfor");
        return new Statement.For(tag.At, target, items, condition, recursive, body, otherwise);
    }

    private Statement.FilterBlock Filter(Token tag)
    {
        var filtered = template.Expressions.Operands.Filters(new Expression.Name(tag.At, Statement.Captured), first: true);
        return new Statement.FilterBlock(tag.At, filtered, template.BodyTo(tag, "endfilter"));
    }

    private Statement.Do Do(Token tag)
    {
        var value = template.Expressions.ParseTuple();
        template.EndTag("do");
        return new Statement.Do(tag.At, value);
    }
}
