namespace EtlMesh.Jinja;

/// <summary>Reads macros, generic tests and <c>call</c> blocks.</summary>
internal sealed class MacroParser(TemplateParser template)
{
    private TokenReader Reader => template.Reader;

    public Statement.Macro Macro(Token tag, bool isTest)
    {
        var name = Reader.ExpectName($"the name of the {tag.Text}");
        Reader.StartMentions();
        var parameters = template.Expressions.Operands.Arguments.Parameters();
        var body = template.BodyTo(tag, isTest ? "endtest" : "endmacro");
        return new Statement.Macro(
            tag.At,
            new MacroDefinition(name.At, isTest ? "test_" + name.Text : name.Text, parameters, body, Reader.EndMentions(), isTest));
    }

    public Statement.CallBlock Call(Token tag)
    {
        Reader.StartMentions();
        var parameters = Reader.Current.IsOperator("(") ? template.Expressions.Operands.Arguments.Parameters() : [];
        var at = Reader.Current.At;
        if (template.Expressions.Operands.Unary(withFilters: false) is not Expression.Call call)
            throw Reader.Error(at, "`call` needs the call of a macro, such as {% call name() %}");
        var body = template.BodyTo(tag, "endcall");
        return new Statement.CallBlock(tag.At, call, new MacroDefinition(tag.At, "caller", parameters, body, Reader.EndMentions()));
    }
}
