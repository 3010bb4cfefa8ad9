namespace EtlMesh.Jinja.Tests;

public sealed class MacroTests
{
    private static readonly JinjaTemplate Library = JinjaTemplate.Parse(
        "{% macro cents(c) %}{{ divide(c, 100) }}{% endmacro %}{% macro divide(a, b) %}({{ a }} / {{ b }}){% endmacro %}"
        + "{% test positive(model, column_name, least=0) %}select * from {{ model }} where {{ column_name }} < {{ least }}{% endtest %}"
        + "{% macro broken() %}\n{{ nothing_here }}{% endmacro %}",
        "macros/money.sql");

    private readonly JinjaScope _scope = new();

    public MacroTests()
    {
        foreach (var macro in Library.Macros)
            _scope.Define(macro);
    }

    [Fact]
    public void MacroOfAnotherFile_CallsItsNeighbours() =>
        Assert.Equal("(amount / 100)", JinjaTemplate.Parse("{{ cents('amount') }}", "m.sql").Render(_scope));

    [Fact]
    public void GenericTest_RendersWithNamedArguments() => Assert.Equal(
        "select * from \"s\".\"t\" where amount < 5",
        Library.Macros.Single(m => m.IsGenericTest).Render(
            _scope,
            named: new Dictionary<string, object?> { ["model"] = "\"s\".\"t\"", ["column_name"] = "amount", ["least"] = 5 }));

    [Fact]
    public void ErrorInAMacro_NamesItsFileAndTheCaller()
    {
        var error = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("select\n{{ broken() }}", "models/m.sql").Render(_scope));

        Assert.Equal("macros/money.sql:2:4: `nothing_here` is undefined; in macro `broken` called at models/m.sql:2", error.ToString());
    }

    [Fact]
    public void Template_LeavesTheGivenScopeAlone()
    {
        JinjaTemplate.Parse("{% set x = 1 %}{% macro y() %}{% endmacro %}", "m.sql").Render(_scope);

        Assert.IsType<JinjaUndefined>(_scope["x"]);
        Assert.IsType<JinjaUndefined>(_scope["y"]);
    }

    [Fact]
    public void Macro_SeesTheScopeItIsBoundTo()
    {
        var model = new JinjaScope(_scope) { ["this"] = "one" };
        var macro = JinjaTemplate.Parse("{% macro me() %}{{ this }}{% endmacro %}", "m.sql").Macros[0];
        model.Define(macro);

        Assert.Equal("one", JinjaTemplate.Parse("{{ me() }}", "t.sql").Render(model));
    }
}
