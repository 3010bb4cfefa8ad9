namespace EtlMesh.Jinja.Tests;

public sealed class HostFunctionTests
{
    private readonly JinjaScope _scope = new();

    [Fact]
    public void Call_GivesArgumentsAndPlace()
    {
        JinjaCall? seen = null;
        _scope.Define("ref", call =>
        {
            seen = call;
            return "\"s\".\"orders\"";
        });

        Assert.Equal("from \"s\".\"orders\"", Render("from {{ ref('shop', 'orders', version=2) }}"));
        Assert.Equal(["shop", "orders"], seen!.Positional);
        Assert.Equal(2L, seen.Named["version"]);
        Assert.Equal(("ref", "t.sql", 1, 9), (seen.Name, seen.File, seen.Line, seen.Column));
    }

    [Fact]
    public void ExceptionOfTheHost_GetsThePlaceOfTheCall()
    {
        _scope.Define("env_var", _ => throw new InvalidOperationException("SHOP_URL is not set"));

        var error = Assert.Throws<JinjaException>(() => Render("a\n {{ env_var('SHOP_URL') }}"));

        Assert.Equal("t.sql:2:5: `env_var` failed: SHOP_URL is not set", error.ToString());
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void JinjaExceptionOfTheHost_PassesUnchanged()
    {
        _scope.Define("ref", _ => throw new JinjaException("other.sql", 7, 3, "no model `x`"));

        Assert.Equal("other.sql:7:3: no model `x`", Assert.Throws<JinjaException>(() => Render("{{ ref('x') }}")).ToString());
    }

    [Fact]
    public void UndefinedArgument_FailsBeforeTheHostSeesIt()
    {
        _scope.Define("ref", _ => throw new InvalidOperationException("was called"));

        Assert.Equal("t.sql:1:8: `orders` is undefined", Assert.Throws<JinjaException>(() => Render("{{ ref(orders) }}")).ToString());
    }

    [Fact]
    public void Bind_LaysArgumentsOut()
    {
        _scope.Define("var", call => call.Bind("name, default?") is [var name, var missing] ? $"{name}/{missing ?? "-"}" : "");

        Assert.Equal("a/- a/1 a/2", Render("{{ var('a') }} {{ var('a', 1) }} {{ var(default=2, name='a') }}"));
        Assert.Equal("t.sql:1:4: `var` needs the argument `name`", Assert.Throws<JinjaException>(() => Render("{{ var() }}")).ToString());
        Assert.Equal(
            "t.sql:1:4: `var` has no argument `defualt`; did you mean `default`?",
            Assert.Throws<JinjaException>(() => Render("{{ var('a', defualt=1) }}")).ToString());
    }

    [Fact]
    public void Return_EndsTheMacroWithItsValue()
    {
        _scope.Define("return", call => throw JinjaCall.Return(call.Positional[0]));

        Assert.Equal("3 6", Render("{% macro m() %}text{{ return([1, 2, 3]) }}never{% endmacro %}{{ m() | length }} {{ m() | sum }}"));
    }

    [Fact]
    public void Return_OutsideAMacro_IsAnError()
    {
        _scope.Define("return", call => throw JinjaCall.Return(call.Positional[0]));

        Assert.Equal("t.sql:1:4: `return` ends a macro, and this is outside a macro", Assert.Throws<JinjaException>(() => Render("{{ return(1) }}")).ToString());
    }

    [Fact]
    public void HostFunction_CanCallAMacro()
    {
        _scope.Define("twice", call => $"{call.Invoke(call.Positional[0], ["x"])}{call.Invoke(call.Positional[0], ["y"])}");

        Assert.Equal("<x><y>", Render("{% macro m(v) %}<{{ v }}>{% endmacro %}{{ twice(m) }}"));
    }

    [Fact]
    public void Object_AnswersAttributesAndCalls()
    {
        _scope["config"] = new Config();

        Assert.Equal("table called 1", Render("{{ config.materialized }} {{ config(1) }}"));
        Assert.Equal("t.sql:1:11: no setting `nope`", Assert.Throws<JinjaException>(() => Render("{{ config.nope }}")).ToString());
    }

    private string Render(string source) => JinjaTemplate.Parse(source, "t.sql").Render(_scope);

    private sealed class Config : IJinjaObject
    {
        public object? GetAttribute(string name) => name == "materialized" ? "table" : new JinjaUndefined($"no setting `{name}`");

        public object? Invoke(JinjaCall call) => $"called {call.Positional[0]}";
    }
}
