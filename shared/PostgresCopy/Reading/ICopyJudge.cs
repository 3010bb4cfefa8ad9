using EtlMesh.DuckDb;

namespace EtlMesh.PostgresCopy;

/// <summary>Decides about the rows of a copy on their way; called by the thread that reads.</summary>
public interface ICopyJudge
{
    /// <summary>A row was written.</summary>
    /// <param name="chunk">Where it is.</param>
    /// <param name="row">Its place there.</param>
    /// <param name="record">The row as it came.</param>
    /// <returns>False takes it back.</returns>
    bool Keeps(DuckDbChunkWriter chunk, int row, CopyRow record);

    /// <summary>A value does not fit its column; the row is left out.</summary>
    /// <param name="record">The row as it came.</param>
    /// <param name="column">The column's position.</param>
    void Refused(CopyRow record, int column);
}
