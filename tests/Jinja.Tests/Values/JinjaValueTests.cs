namespace EtlMesh.Jinja.Tests;

public sealed class JinjaValueTests
{
    [Fact]
    public void NumbersOfTheHost_BecomeLongsAndDoubles()
    {
        Assert.Equal(5L, JinjaValue.From(5));
        Assert.Equal(1.5, JinjaValue.From(1.5f));
        Assert.Equal(2.50m, JinjaValue.From(2.50m));
    }

    [Fact]
    public void List_StaysTheSameWhenItsItemsDo()
    {
        List<object?> kept = [1L, "a"];

        Assert.Same(kept, JinjaValue.From(kept));
        Assert.Equal(new List<object?> { 1L, 2L }, JinjaValue.From(Enumerable.Range(1, 2)));
    }

    [Fact]
    public void Dictionary_IsCopiedDeeply()
    {
        var dict = Assert.IsType<JinjaDict>(JinjaValue.From(new Dictionary<string, object?> { ["a"] = Enumerable.Range(1, 1), ["b"] = null }));

        Assert.Equal(["a", "b"], dict.Keys);
        Assert.Equal(new List<object?> { 1L }, dict["a"]);
    }

    [Fact]
    public void ForeignType_IsRefusedByName() =>
        Assert.Contains("Uri", Assert.Throws<ArgumentException>(() => JinjaValue.From(new Uri("files:a"))).Message);

    [Fact]
    public void Decimal_KeepsItsScale()
    {
        var scope = new JinjaScope { ["price"] = 12.50m };

        Assert.Equal("12.50 25.00 13.50 12.6", JinjaTemplate.Parse("{{ price }} {{ price * 2 }} {{ price + 1 }} {{ price + 0.1 }}", "t").Render(scope));
    }
}
