namespace EtlMesh.Cli.Tests;

public sealed class LaunchTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Log => Path.Combine(folder.Path, "logs", "worker.log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Launched_SpeaksToItsLog_InASessionOfItsOwn_WithItsEnvironment()
    {
        using var launch = Launch.Start(Spec("echo \"$GREETING from $(pwd)\"; echo trouble >&2; cut -d' ' -f6 /proc/$$/stat; echo $$; read -r line || echo no input; exit 7", ("GREETING", "hello")));

        Assert.Equal(7, await launch.EndAsync(CancellationToken.None).WaitAsync(OtherProcess.Bound));
        var said = LogFile.Tail(Log, 10);
        Assert.Equal([$"hello from {folder.Path}", "trouble", said[3], launch.Identity.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture), "no input"], said);
        Assert.True(launch.Ended);
    }

    [Fact]
    public async Task LogOfTheStartBefore_IsKept()
    {
        foreach (var word in new[] { "first", "second" })
        {
            using var launch = Launch.Start(Spec($"echo {word}"));
            await launch.EndAsync(CancellationToken.None).WaitAsync(OtherProcess.Bound);
        }

        Assert.Equal(["second"], LogFile.Tail(Log, 10));
        Assert.Equal(["first"], LogFile.Tail(Path.Combine(folder.Path, "logs", "worker.previous.log"), 10));
    }

    [Fact]
    public async Task ReportOfAFailure_HasTheLastWords_AndWhereAllOfThemAre()
    {
        var spec = Spec("for i in $(seq 1 30); do echo line $i; done; exit 3");
        using var launch = Launch.Start(spec);
        await launch.EndAsync(CancellationToken.None).WaitAsync(OtherProcess.Bound);

        var report = new LaunchException(spec, "ended with 3").Report();

        Assert.StartsWith("worker ended with 3; its last words:\n  line 16\n", report, StringComparison.Ordinal);
        Assert.EndsWith($"  line 30\nAll of them: {Log}", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Tail_OfALongLog_IsItsEnd()
    {
        folder.Write("long.log", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}\n")));

        Assert.Equal(["19998", "19999"], LogFile.Tail(Path.Combine(folder.Path, "long.log"), 2));
        Assert.Empty(LogFile.Tail(Path.Combine(folder.Path, "none.log"), 2));
    }

    private LaunchSpec Spec(string script, params (string Name, string Value)[] environment) => new()
    {
        Name = "worker",
        Program = "sh",
        Arguments = ["-c", script],
        Folder = folder.Path,
        Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
        Log = Log,
    };
}
