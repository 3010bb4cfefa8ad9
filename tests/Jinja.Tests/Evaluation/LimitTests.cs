namespace EtlMesh.Jinja.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData("{% for i in range(11) %}{% endfor %}", "ran 10 times, the limit (JinjaLimits.LoopIterations)")]
    [InlineData("{% for i in [1, 2] %}xxxxxxxxxxxxx{% endfor %}", "beyond 20 characters, the limit (JinjaLimits.OutputCharacters)")]
    [InlineData("{{ range(31) }}", "beyond 30 items, the limit (JinjaLimits.ListItems)")]
    [InlineData("{{ [0] * 31 }}", "beyond 30 items, the limit (JinjaLimits.ListItems)")]
    [InlineData("{{ 'a'.center(21) }}", "beyond 20 characters")]
    [InlineData("{{ '%21d' % 1 }}", "beyond 20 characters")]
    [InlineData("{{ '{:21}'.format(1) }}", "beyond 20 characters")]
    [InlineData("{{ 'aaa' | indent(21, true) }}", "beyond 20 characters")]
    [InlineData("{{ 'aaa' | replace('a', 'xxxxxxxxx') }}", "beyond 20 characters")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "the limit is 5 (JinjaLimits.Depth)")]
    [InlineData("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "the limit is 5 (JinjaLimits.Depth)")]
    public void PastALimit_TheErrorNamesIt(string source, string message)
    {
        var limits = new JinjaLimits { Depth = 5, ListItems = 30, LoopIterations = 10, OutputCharacters = 20 };

        var error = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(source, "t").Render(new JinjaScope(), limits));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var scope = new JinjaScope();
        scope.Define("stop", _ =>
        {
            source.Cancel();
            return "";
        });

        Assert.Throws<OperationCanceledException>(() =>
            JinjaTemplate.Parse("{% for i in range(3) %}{{ stop() }}{% endfor %}", "t").Render(scope, ct: source.Token));
    }

    [Fact]
    public void ListInsideItself_PrintsAsPythonDoes() =>
        Assert.Equal("[1, [...]]", JinjaTemplate.Parse("{% set l = [1] %}{% do l.append(l) %}{{ l }}", "t").Render(new JinjaScope()));

    [Fact]
    public void JsonOfAListInsideItself_IsAnError() => Assert.Contains(
        "nested too deeply",
        Assert.Throws<JinjaException>(() => JinjaTemplate.Parse("{% set l = [1] %}{% do l.append(l) %}{{ l | tojson }}", "t").Render(new JinjaScope())).Message);

    [Fact]
    public void TwoThreads_RenderOneTemplate()
    {
        var template = JinjaTemplate.Parse("{% set ns = namespace(n=0) %}{% for i in range(50) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "t");

        Assert.All(Enumerable.Range(0, 64).AsParallel().Select(_ => template.Render(new JinjaScope())).ToList(), text => Assert.Equal("1225", text));
    }
}
