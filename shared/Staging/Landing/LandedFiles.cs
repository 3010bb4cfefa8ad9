namespace EtlMesh.Staging;

/// <summary>Objects of landing as local files, released together.</summary>
public sealed class LandedFiles : IAsyncDisposable
{
    private readonly List<StagedRead> _files = [];

    private LandedFiles()
    {
    }

    /// <summary>In the objects' order.</summary>
    public IReadOnlyList<string> Paths => [.. _files.Select(file => file.LocalPath)];

    /// <exception cref="Contracts.TerminalEtlException">An object is missing, is not what was written, or has other rows or NULLs than were counted; the message names it.</exception>
    public static async Task<LandedFiles> FetchAsync(IReadOnlyList<LandedObject> landed, CancellationToken ct)
    {
        var files = new LandedFiles();
        try
        {
            foreach (var one in landed)
                files._files.Add(await one.FetchAsync(ct));
            LandedFooter.RequireCounts([.. landed.Zip(files.Paths).Where(one => one.First.Slice is not null).Select(one => (one.First.Slice!, one.Second))], ct);
            return files;
        }
        catch
        {
            await files.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
            await file.DisposeAsync();
    }
}
