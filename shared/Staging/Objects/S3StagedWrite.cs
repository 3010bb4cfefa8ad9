using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>A scratch file that goes up at its commit.</summary>
internal sealed class S3StagedWrite(string key, string path, S3Uploads uploads) : StagedWrite
{
    private readonly Activity? _write = Effects.Source.StartActivity(Effects.Write)?.SetTag("key", key);
    private bool _ended;

    public override string Key => key;

    public override string LocalPath => path;

    public override async Task<StoredObject> CommitAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } file)
            throw new TerminalEtlException($"Committing the object {key}: nothing was written to it.");
        var digest = await FileDigest.OfAsync(path, uploads.PartBytesOf(file.Length), ct);
        using (Effects.Source.StartActivity(Effects.Commit)?.SetTag("key", key))
            await uploads.RunAsync(key, path, digest, ct);
        End();
        return new StoredObject(key, digest.Bytes, digest.Sha256);
    }

    public override ValueTask DisposeAsync()
    {
        if (!_ended)
            End();
        return ValueTask.CompletedTask;
    }

    private void End()
    {
        _ended = true;
        ScratchFile.Remove(path);
        _write?.Dispose();
    }
}
