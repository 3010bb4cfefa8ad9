namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Takes bytes of a dump as they pass.</summary>
internal interface IDumpSink
{
    void Write(ReadOnlySpan<byte> bytes);
}
