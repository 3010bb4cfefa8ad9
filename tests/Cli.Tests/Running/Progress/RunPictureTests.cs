using System.Globalization;
using Spectre.Console;

namespace EtlMesh.Cli.Tests;

public sealed class RunPictureTests
{
    [Fact]
    public void NightInTheMiddle_ShowsStagesAndTables()
    {
        var run = Events.After(Events.Night().Take(5));

        Assert.Equal(
            """
            daily-metrics · 2026-11-20
             ✓  source     0.1 s
             ⠹  extract    1.9 s  0 of 1 tables
             ·  load
             ·  transform
             ·  quality
             ·  publish
             ·  notify
             shop.orders  extracting  1 of 2 slices  1,000 read  3 quarantined

            """,
            Draw(run, frame: 2));
    }

    [Fact]
    public void LongDetails_LeaveTheStagesTheirLine()
    {
        var run = Events.After(Events.Stage("source", "done", 1, new string('e', 200)), Events.Stage("extract", "retrying", 1, new string('r', 200)));

        var lines = Draw(run, frame: 0).Split('\n');
        Assert.Equal(" ✓  source", lines[1]);
        Assert.Equal($" ⠋  extract    1.0 s  {new string('r', 59)}…", lines[2]);
    }

    private static string Draw(RunProgress run, int frame)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 100;
        console.Write(RunPicture.Of(run, Events.Start.AddSeconds(2), frame));
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
