namespace EtlMesh.Cli.Tests;

public sealed class ShellTests
{
    [Theory]
    [InlineData("/data/place", null, null, "/data/place/.etlmesh")]
    [InlineData("/data/place", null, "", "/data/place/.etlmesh")]
    [InlineData("/data/place", null, "nights", "/data/place/nights")]
    [InlineData("/data/place", "../mine", "nights", "/data/mine")]
    [InlineData("/data/place", "/mine", "nights", "/mine")]
    public void Home_IsTheOptionElseTheVariableElseTheCurrentFolders(string folder, string? option, string? variable, string expected)
    {
        var shell = new TestShell { Folder = folder };
        if (variable is not null)
            shell.Variables["ETLMESH_HOME"] = variable;

        Assert.Equal(expected, shell.Shell.Home(option));
    }
}
