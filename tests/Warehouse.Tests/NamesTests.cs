using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests;

public sealed class NamesTests
{
    private const string Uid = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Names_ShortOnes_AreReadable()
    {
        Assert.Equal("raw__daily_metrics", Names.RawSchema("daily-metrics"));
        Assert.Equal("shop__orders__" + Uid, Names.Segment("shop", "orders", Uid));
        Assert.Equal("daily_metrics__" + Uid, Names.CandidateSchema("daily-metrics", Uid));
        Assert.Equal("main__fct", Names.Model("main", "fct"));
        Assert.Equal("source__shop__orders", Names.Source("shop", "orders"));
        Assert.Equal("daily_metrics", Names.PublishedSchema("daily-metrics", "main"));
        Assert.Equal("daily_metrics_finance", Names.PublishedSchema("daily-metrics", "finance"));
    }

    [Fact]
    public void Names_LongOnes_AreCutToSixtyThreeAndStayDifferent()
    {
        var one = Names.Segment("shop", new string('t', 60) + "1", Uid);
        var two = Names.Segment("shop", new string('t', 60) + "2", Uid);
        Assert.Equal((63, 63), (one.Length, two.Length));
        Assert.NotEqual(one, two);
        Assert.EndsWith("__" + Uid, one);
        Assert.Equal(63, Names.CandidateSchema(new string('p', 32), Uid).Length);
    }

    [Fact]
    public void Uid_ThatIsNone_Refused() => Assert.Throws<ArgumentException>(() => Names.Segment("shop", "orders", "x\"; --"));

    [Fact]
    public void Pipeline_Reserved_IsTerminal() => Assert.Throws<TerminalEtlException>(() => Names.Pipeline("information-schema"));
}
