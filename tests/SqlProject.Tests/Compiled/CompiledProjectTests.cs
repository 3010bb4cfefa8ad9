using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.SqlProject.Tests;

public sealed class CompiledProjectTests
{
    [Fact]
    public void SavedTwice_GivesTheSameBytes()
    {
        using var folder = JaffleShop.Folder();

        Assert.Equal(Saved(folder.Compile()), Saved(folder.Compile()));
    }

    [Fact]
    public void SavedAndLoaded_IsTheSame()
    {
        using var folder = JaffleShop.Folder();
        var text = Saved(folder.Compile());

        Assert.Equal(text, Saved(Load(text)));
    }

    [Fact]
    public void KeysOfANewerVersion_ArePassedOver()
    {
        using var folder = JaffleShop.Folder();
        var text = Saved(folder.Compile());

        Assert.Equal(text, Saved(Load("{ \"invented_later\": { \"a\": [1] }," + text[1..])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"project\": \"x\"}")]
    public void OtherText_FailsAndSaysWhatToDo(string text) =>
        Assert.StartsWith("Reading compiled.json failed: ", Assert.Throws<TerminalEtlException>(() => Load(text)).Message);

    private static CompiledProject Load(string text) => CompiledProject.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Saved(CompiledProject project)
    {
        using var stream = new MemoryStream();
        project.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
