namespace EtlMesh.Cli.Tests;

public sealed class CommandLineTests
{
    private readonly TestShell shell = new();

    [Theory]
    [InlineData("Required command was not provided.\nSee: etlmesh --help")]
    [InlineData("Unrecognized command or argument 'rnu'.\nSee: etlmesh --help", "rnu")]
    [InlineData("Required argument missing for command: 'run'.\nSee: etlmesh run --help", "run")]
    [InlineData("Unrecognized command or argument '--agian'.\nSee: etlmesh run --help", "run", "daily-metrics", "--agian")]
    [InlineData("Required argument missing for option: '--date'.\nSee: etlmesh run --help", "run", "daily-metrics", "--date")]
    [InlineData("--date yesterday: not a date; write year-month-day, such as 2026-11-20.", "run", "daily-metrics", "--date", "yesterday")]
    [InlineData("--date 2026-02-30: not a date; write year-month-day, such as 2026-11-20.", "run", "daily-metrics", "--date", "2026-02-30")]
    [InlineData("--output csv: unknown; write text or json.\nSee: etlmesh run --help", "run", "daily-metrics", "--output", "csv")]
    [InlineData("there is no statement; write one, such as etlmesh query \"select 1\".", "query")]
    [InlineData("Required argument missing for command: 'revert'.\nSee: etlmesh releases revert --help", "releases", "revert")]
    public async Task WrongUsage_IsToldOnStandardErrorWithExitCode2(string message, params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync(args));
        Assert.Equal($"etlmesh: {message}\n", shell.Error.ToString());
        Assert.Empty(shell.Out.ToString());
    }

    [Fact]
    public async Task WrongUsage_WithJsonOutput_IsADocumentWithTheErrorAlone()
    {
        Assert.Equal(ExitCodes.Usage, await shell.RunAsync("run", "daily-metrics", "--date", "soon", "--output", "json"));
        Assert.Equal("{\n  \"error\": \"--date soon: not a date; write year-month-day, such as 2026-11-20.\"\n}\n", shell.Out.ToString());
        Assert.Empty(shell.Error.ToString());
    }

    [Fact]
    public async Task Help_TellsExamplesAndExitCodes()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("--help"));
        Assert.Contains("etlmesh run daily-metrics --date 2026-11-20", shell.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("3    the gate blocked publishing", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("query")]
    [InlineData("releases")]
    [InlineData("init")]
    [InlineData("lineage")]
    public async Task HelpOfACommand_NeedsNoArguments(string command)
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync(command, "--help"));
        Assert.Contains($"etlmesh {command}", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsPrintedAlone()
    {
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("--version"));
        Assert.Matches(@"\A[0-9]+\.[0-9]+\.[0-9]+\n\z", shell.Out.ToString());
    }
}
