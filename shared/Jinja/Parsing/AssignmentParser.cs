namespace EtlMesh.Jinja;

/// <summary>Reads <c>set</c>, <c>with</c> and what is assigned to.</summary>
internal sealed class AssignmentParser(TemplateParser template)
{
    private TokenReader Reader => template.Reader;

    /// <summary>A name, or names with commas between them, with or without brackets.</summary>
    public Target Target()
    {
        var at = Reader.Current.At;
        var first = Single();
        if (!Reader.Current.IsOperator(","))
            return first;
        List<Target> items = [first];
        while (Reader.TakeIf(",") && (Reader.Current.Kind == TokenKind.Name && Reader.Current.Text != "in" || Reader.Current.IsOperator("(")))
            items.Add(Single());
        return new Target.Tuple(at, items);
    }

    public Statement Set(Token tag)
    {
        var target = Reader.Current.Kind == TokenKind.Name && Reader.Ahead.IsOperator(".") ? Attribute() : Target();
        if (Reader.TakeIf("="))
        {
            var value = template.Expressions.ParseTuple();
            template.EndTag("set");
            return new Statement.Set(tag.At, target, value);
        }

        var captured = new Expression.Name(tag.At, Statement.Captured);
        var filtered = template.Expressions.Operands.Filters(captured, first: false);
        return new Statement.SetBlock(tag.At, target, ReferenceEquals(filtered, captured) ? null : filtered, template.BodyTo(tag, "endset"));
    }

    public Statement.With With(Token tag)
    {
        List<KeyValuePair<Target, Expression>> values = [];
        while (Reader.Current.Kind != TokenKind.BlockEnd)
        {
            if (values.Count > 0)
                Reader.Expect(",", "between the variables of `with`");
            var target = Single();
            Reader.Expect("=", "after the variable of `with`");
            values.Add(new(target, template.Expressions.Parse()));
        }

        return new Statement.With(tag.At, values, template.BodyTo(tag, "endwith"));
    }

    private Target Single()
    {
        if (Reader.TakeIf("("))
        {
            var inner = Target();
            Reader.Expect(")", "to close the variables");
            return inner;
        }

        var name = Reader.ExpectName("the name of a variable");
        if (name.Text is "true" or "false" or "none" or "True" or "False" or "None" or "and" or "or" or "not" or "in" or "is" or "if" or "else")
            throw Reader.Error(name.At, $"`{name.Text}` cannot be assigned to");
        return new Target.Name(name.At, name.Text);
    }

    private Target.Attribute Attribute()
    {
        var name = Reader.Take();
        Reader.Take();
        Reader.Mention(name.Text);
        return new Target.Attribute(name.At, name.Text, Reader.ExpectName("the name of an attribute").Text);
    }
}
