namespace EtlMesh.Staging;

/// <summary>A scratch file that holds an object until it is disposed.</summary>
internal sealed class S3StagedRead(string key, string path, long bytes) : StagedRead
{
    public override string Key => key;

    public override string LocalPath => path;

    public override long Bytes => bytes;

    public override ValueTask DisposeAsync()
    {
        ScratchFile.Remove(path);
        return ValueTask.CompletedTask;
    }
}
