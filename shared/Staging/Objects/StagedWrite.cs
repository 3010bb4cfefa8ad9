namespace EtlMesh.Staging;

/// <summary>An object being written. Disposing it without a commit removes what was written.</summary>
public abstract class StagedWrite : IAsyncDisposable
{
    public abstract string Key { get; }

    /// <summary>The file to write; it is there already, and empty. An object has at least one byte.</summary>
    public abstract string LocalPath { get; }

    /// <summary>Makes the file durable under its key, in one step; an object of that key is replaced.</summary>
    public abstract Task<StoredObject> CommitAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
