using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>A file beside its place, named after it, until it is renamed. It is there, empty, from the beginning: that keeps its folder.</summary>
internal sealed class LocalStagedWrite : StagedWrite
{
    private readonly string _path;
    private readonly string _root;
    private readonly Activity? _write;
    private bool _ended;

    public LocalStagedWrite(string key, string path, string root)
    {
        (Key, _path, _root) = (key, path, root);
        LocalPath = $"{path}.{Guid.CreateVersion7():n}{ObjectKey.Partial}";
        LocalFolders.CreateFile(LocalPath);
        _write = Effects.Source.StartActivity(Effects.Write)?.SetTag("key", key);
    }

    public override string Key { get; }

    public override string LocalPath { get; }

    public override async Task<StoredObject> CommitAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (new FileInfo(LocalPath) is not { Exists: true, Length: > 0 })
            throw new TerminalEtlException($"Committing the object {Key}: nothing was written to it.");
        var (bytes, sha256) = await FileHash.OfAsync(LocalPath, ct);
        using (Effects.Source.StartActivity(Effects.Commit)?.SetTag("key", Key))
        {
            using (var file = File.OpenHandle(LocalPath, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            ct.ThrowIfCancellationRequested();
            File.Move(LocalPath, _path, overwrite: true);
            LocalFolders.Flush(Path.GetDirectoryName(_path)!);
        }

        _ended = true;
        _write?.Dispose();
        return new StoredObject(Key, bytes, sha256);
    }

    public override ValueTask DisposeAsync()
    {
        if (_ended)
            return ValueTask.CompletedTask;
        _ended = true;
        try
        {
            File.Delete(LocalPath);
            LocalFolders.RemoveEmpty(Path.GetDirectoryName(_path)!, _root);
        }
        catch (DirectoryNotFoundException)
        {
            // A discard was faster.
        }
        finally
        {
            _write?.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
