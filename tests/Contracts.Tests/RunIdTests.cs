namespace EtlMesh.Contracts.Tests;

/// <summary>Ids that every machine must compute alike, for ever.</summary>
public sealed class RunIdTests
{
    private static readonly DateOnly Date = new(2026, 11, 20);

    /// <summary>Computed outside .NET from the definition: SHA-256 over the words, each after its length as four big-endian bytes.</summary>
    [Fact]
    public void PinnedValues_NeverChange()
    {
        Assert.Equal(new Guid("8722036c-0859-82b8-b511-fad0acce49d1"), RunId.Of("daily-metrics", Date));
        Assert.Equal(new Guid("c07c9a0f-5070-8c93-b266-458277390b50"), RunId.Of("daily-metrics", Date, "2026-11-20T13:00:00Z"));
        Assert.Equal(new Guid("1b5ddb45-62b6-8c8c-8229-4aff2e70e09e"), RunId.OfTransfer(RunId.Of("daily-metrics", Date), 1, "shop", "orders"));
    }

    [Fact]
    public void SameWords_GiveTheSameId() => Assert.Equal(RunId.Of("daily-metrics", Date, "nightly"), RunId.Of("daily-metrics", Date));

    [Fact]
    public void EveryWord_Counts()
    {
        var run = RunId.Of("a", Date);
        Guid[] ids =
        [
            run, RunId.Of("b", Date), RunId.Of("a", Date.AddDays(1)), RunId.Of("a", Date, "other"),
            RunId.OfTransfer(run, 1, "s", "t"), RunId.OfTransfer(run, 2, "s", "t"), RunId.OfTransfer(run, 1, "t", "s"), RunId.OfTransfer(RunId.Of("b", Date), 1, "s", "t"),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("", "abc", "abc", "")]
    [InlineData("a.b", "c", "a", "b.c")]
    public void BordersBetweenWords_Count(string source, string table, string otherSource, string otherTable) =>
        Assert.NotEqual(RunId.OfTransfer(Guid.Empty, 1, source, table), RunId.OfTransfer(Guid.Empty, 1, otherSource, otherTable));

    [Fact]
    public void Ids_AreVersion8OfTheRfcVariant()
    {
        for (var day = 0; day < 1_000; day++)
        {
            var text = RunId.Of("daily-metrics", Date.AddDays(day)).ToString();
            Assert.Equal('8', text[14]);
            Assert.Contains(text[19], "89ab");
        }
    }

    [Fact]
    public void AThousandNights_HaveAThousandIds() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(day => RunId.Of("daily-metrics", Date.AddDays(day))).Distinct().Count());
}
