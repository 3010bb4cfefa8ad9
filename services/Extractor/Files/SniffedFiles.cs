using EtlMesh.Extractor.Landing;

namespace EtlMesh.Extractor.Files;

/// <summary>The files that a table's columns are looked for in; copies among them go when it is known.</summary>
internal sealed class SniffedFiles(ExtractorOptions options) : IDisposable
{
    /// <summary>Bytes of copies that are looked at; files that lie here are all looked at.</summary>
    private const long Enough = 64L * 1024 * 1024;

    private readonly List<LocalFile> files = [];
    private long copied;

    /// <summary>A folder for copies.</summary>
    public string Scratch { get; } = Path.Combine(Path.GetFullPath(options.ScratchFolder), "planning", Guid.CreateVersion7().ToString("N"));

    public IReadOnlyList<LocalFile> Files => files;

    public bool IsEnough => copied >= Enough;

    public void Add(LocalFile file)
    {
        files.Add(file);
        copied += file.IsCopy ? new FileInfo(file.Path).Length : 0;
    }

    public void Dispose()
    {
        foreach (var file in files)
            file.Dispose();
        AttemptScratch.Remove(Scratch, options.ScratchFolder);
    }
}
