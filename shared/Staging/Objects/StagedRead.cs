namespace EtlMesh.Staging;

/// <summary>An object as a local file, to be read only; disposing releases it.</summary>
public abstract class StagedRead : IAsyncDisposable
{
    public abstract string Key { get; }

    public abstract string LocalPath { get; }

    public abstract long Bytes { get; }

    public abstract ValueTask DisposeAsync();
}
