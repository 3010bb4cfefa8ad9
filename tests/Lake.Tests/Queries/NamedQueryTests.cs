using EtlMesh.Contracts;

namespace EtlMesh.Lake.Tests.Queries;

public sealed class NamedQueryTests
{
    private const string Top =
        """
        -- The best customers,
        -- by what they paid.
        -- param top integer = 20: how many
        -- param since date: from when on
        select '$top is a text', "$since", name -- $top
        from sales /* $nothing */ where sold_at >= $since and $$a $top$$ <> '' limit $top
        """;

    [Fact]
    public void Head_SaysWhatTheQueryIsAndTakes()
    {
        var query = NamedQuery.Parse("top", Top);

        Assert.Equal("The best customers, by what they paid.", query.Description);
        Assert.Equal([new("top", "integer", "20", "how many"), new QueryParameter("since", "date", null, "from when on")], query.Parameters);
    }

    [Fact]
    public void Values_StandWhereParametersAre_AndNowhereElse() => Assert.EndsWith(
        """
        select '$top is a text', "$since", name -- $top
        from sales /* $nothing */ where sold_at >= cast('2026-01-01' as date) and $$a $top$$ <> '' limit cast('20' as integer)
        """,
        NamedQuery.Parse("top", Top).With(new Dictionary<string, string> { ["since"] = "2026-01-01" }));

    [Fact]
    public void Value_IsQuoted_WhateverItHolds() => Assert.Contains(
        "select cast('it''s; drop' as varchar)",
        NamedQuery.Parse("a", "-- param x varchar\nselect $x").With(new Dictionary<string, string> { ["x"] = "it's; drop" }));

    [Theory]
    [InlineData("-- param top int = 20\nselect $top", "Reading the query q: `param top int = 20` is no parameter. Write `-- param name type = default: what it is`; types are boolean, integer, bigint, double, decimal(p,s), varchar, date and timestamp.")]
    [InlineData("select $top", "Reading the query q: it has $top, and no line says what that is. Add `-- param top varchar = '…': what it is` at its top.")]
    [InlineData("-- param top integer = 1\nselect 1", "Reading the query q: the parameter top is nowhere in its SQL. Write $top where it counts, or remove its line.")]
    public void WrongQuery_IsToldWithARemedy(string sql, string message) =>
        Assert.Equal(message, Assert.Throws<TerminalEtlException>(() => NamedQuery.Parse("q", sql)).Message);

    [Theory]
    [InlineData("until", "2026-01-01", "Running the query top: it has no parameter until; it has top, since.")]
    [InlineData("top", "3", "Running the query top: it needs since (date: from when on). Add --set since=….")]
    [InlineData("since", "yesterday", "Reading the parameter since: `yesterday` is no date. Correct --set since=….")]
    public void WrongValue_IsToldWithARemedy(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<TerminalEtlException>(() => NamedQuery.Parse("top", Top).With(new Dictionary<string, string> { [name] = value })).Message);
}
