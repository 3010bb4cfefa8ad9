namespace EtlMesh.Jinja.Tests;

public sealed class NearestTests
{
    [Theory]
    [InlineData("uper", "; did you mean `upper`?")]
    [InlineData("fro", "; did you mean `for`?")]
    [InlineData("UPPER", "; did you mean `upper`?")]
    [InlineData("x", "")]
    [InlineData("materialization", "")]
    public void Hint_NamesOnlyWhatIsNear(string name, string expected) => Assert.Equal(expected, Nearest.Hint(name, ["upper", "for", "a"]));
}
