using System.Runtime.CompilerServices;
using System.Text;

namespace EtlMesh.SqlProject.Tests;

public sealed class JaffleShopTests
{
    /// <summary>A difference is written beside the approved file as <c>.received.json</c>; approve it by renaming.</summary>
    [Fact]
    public void WholeProject_CompilesAsApproved()
    {
        using var folder = JaffleShop.Folder();
        using var stream = new MemoryStream();
        folder.Compile().Save(stream);
        var received = Encoding.UTF8.GetString(stream.ToArray());

        var approved = Path.Combine(Here(), "compiled.approved.json");
        var expected = File.Exists(approved) ? File.ReadAllText(approved).TrimEnd('\n') : "";
        if (expected != received) File.WriteAllText(Path.Combine(Here(), "compiled.received.json"), received + "\n");
        Assert.Equal(expected, received);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
