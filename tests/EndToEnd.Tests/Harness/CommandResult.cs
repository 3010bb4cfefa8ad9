using System.Text.Json;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>How a command ended and what it said.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The one document on standard output.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public CommandResult ExpectExit(int code)
    {
        Assert.True(ExitCode == code, $"exit {ExitCode}, expected {code}\n--- standard output\n{Output}\n--- standard error\n{Errors}");
        return this;
    }
}
