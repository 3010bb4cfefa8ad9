namespace EtlMesh.DuckDb;

/// <summary>C# rows for SQL, read once from first to last by one thread at a time (not always the same). A scan of several threads has one for each.</summary>
public interface IDuckDbTableReader : IDisposable
{
    /// <summary>Fills up to <see cref="DuckDbChunkWriter.Capacity"/> rows, column by column.</summary>
    /// <returns>How many rows were filled; 0 ends.</returns>
    /// <remarks>What it throws fails the statement, and is the inner exception of what the statement throws.</remarks>
    int Fill(DuckDbChunkWriter chunk);
}
