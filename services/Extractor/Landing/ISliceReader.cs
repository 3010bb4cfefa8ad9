using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Landing;

/// <summary>One thread's way through a slice.</summary>
internal interface ISliceReader : IDisposable
{
    /// <summary>Fills a chunk with rows that are loaded, in the order of the table's columns; puts others aside.</summary>
    /// <returns>Rows that were filled; 0 when there are no more.</returns>
    int Fill(DuckDbChunkWriter chunk);
}
