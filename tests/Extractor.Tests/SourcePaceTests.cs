using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Tests.MySql;

namespace EtlMesh.Extractor.Tests;

public sealed class SourcePaceTests
{
    private readonly JumpingClock clock = new();

    [Fact]
    public void Bytes_TakeTheTimeOfTheirShare()
    {
        var pace = new SourcePace(1000, clock);
        for (var i = 0; i < 20; i++)
            pace.Take(500, default);
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Passed);
    }

    [Fact]
    public void Stall_IsMadeUpForByASecondAtMost()
    {
        var pace = new SourcePace(1000, clock);
        clock.Jump(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 10; i++)
            pace.Take(1000, default);
        Assert.Equal(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(9), clock.Passed);
    }
}
