namespace EtlMesh.Staging;

/// <summary>The object's own file: nothing to release.</summary>
internal sealed class LocalStagedRead(string key, string path, long bytes) : StagedRead
{
    public override string Key => key;

    public override string LocalPath => path;

    public override long Bytes => bytes;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
