using EtlMesh.Contracts;

namespace EtlMesh.Pipelines.Tests;

public sealed class EnvironmentReferencesTests
{
    [Theory]
    [InlineData("${A}", "1")]
    [InlineData("x${B:-files:sample}y", "xfiles:sampley")]
    [InlineData("$${A}", "${A}")]
    [InlineData("${A:-9}${B:-}", "1")]
    public void Reference_IsReplaced(string text, string expected) =>
        Assert.Equal(expected, EnvironmentReferences.Resolve(text, name => name == "A" ? "1" : null));

    [Fact]
    public void MissingVariables_AreAllNamed()
    {
        var error = Assert.Throws<TerminalEtlException>(() => EnvironmentReferences.Resolve("${A}${B}${C}", name => name == "A" ? "canary" : null));

        Assert.Contains("B, C are not set", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
    }
}
