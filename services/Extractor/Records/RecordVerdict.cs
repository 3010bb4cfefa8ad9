namespace EtlMesh.Extractor.Records;

/// <summary>What becomes of a record.</summary>
internal enum RecordVerdict
{
    Loaded,

    /// <summary>It cannot be read, or a value does not fit.</summary>
    Quarantined,

    /// <summary>It is outside of the window.</summary>
    Skipped,
}
