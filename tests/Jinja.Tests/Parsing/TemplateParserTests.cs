namespace EtlMesh.Jinja.Tests;

public sealed class TemplateParserTests
{
    [Fact]
    public void Macros_AreListedWithParametersAndPlaces()
    {
        var template = JinjaTemplate.Parse("\n{% macro cents(column, digits=2) %}{% endmacro %}\n{% test positive(model, column_name) %}select 1{% endtest %}", "m.sql");

        Assert.Equal(
            [("cents", "column,digits", false, 2, 10), ("test_positive", "model,column_name", true, 3, 9)],
            template.Macros.Select(m => (m.Name, string.Join(',', m.Parameters), m.IsGenericTest, m.Line, m.Column)));
    }

    [Fact]
    public void MacrosInsideBlocks_AreNotListed() =>
        Assert.Empty(JinjaTemplate.Parse("{% if true %}{% macro m() %}{% endmacro %}{% endif %}", "m.sql").Macros);

    [Fact]
    public void DeepNesting_IsRefusedWithAPlace()
    {
        var error = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{{ " + new string('(', 5000) + "1" + new string(')', 5000) + " }}", "t"));

        Assert.Contains("nested deeper than 200", error.Message);
    }

    [Fact]
    public void LongChain_IsRefusedOrRenderedButNeverCrashes()
    {
        var template = JinjaTemplate.Parse("{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 100_000)) + " }}", "t");

        var error = Assert.Throws<JinjaException>(() => template.Render(new JinjaScope()));

        Assert.Contains("nested too deeply", error.Message);
    }

    [Theory]
    [InlineData("{{ 1 + 2 * 3 }}", "Binary + (1, Binary * (2, 3))")]
    [InlineData("{{ 2 ** 3 ** 4 }}", "Binary ** (Binary ** (2, 3), 4)")]
    [InlineData("{{ 'a' ~ 1 + 2 }}", "Binary + (Binary ~ (a, 1), 2)")]
    public void Operators_BindAsInJinja2(string source, string expected)
    {
        var print = Assert.IsType<Statement.Print>(Assert.Single(TemplateParser.Parse(source, "t", JinjaOptions.Default)));

        Assert.Equal(expected, Shape(print.Value));
    }

    private static string Shape(Expression expression) => expression switch
    {
        Expression.Binary b => $"Binary {b.Operator} ({Shape(b.Left)}, {Shape(b.Right)})",
        Expression.Constant c => $"{c.Value}",
        _ => expression.GetType().Name,
    };
}
