using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("etlmesh-scratch-").FullName;

    [Fact]
    public void Folder_GoesWithItsProcess()
    {
        string path;
        using (var scratch = new ScratchFolder(root, "loader"))
        {
            path = scratch.Path;
            File.WriteAllText(Path.Combine(path, "spilled"), "x");
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Folder_OfAKilledProcess_IsRemovedByTheNext_AndThatOfALivingOneStays()
    {
        var abandoned = Directory.CreateDirectory(Path.Combine(root, "loader", "abandoned")).FullName;
        File.WriteAllText(Path.Combine(abandoned, ".owner"), "");
        using var living = new ScratchFolder(root, "loader");

        using var next = new ScratchFolder(root, "loader");

        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(living.Path));
        Assert.NotEqual(living.Path, next.Path);
    }

    [Fact]
    public void PlaceThatIsNoFolder_IsToldByItsSetting()
    {
        var file = Path.Combine(root, "file");
        File.WriteAllText(file, "x");

        var refused = Assert.Throws<TerminalEtlException>(() => new ScratchFolder(file, "loader"));

        Assert.StartsWith("The setting Scratch: a folder for temporary files cannot be made below ", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
