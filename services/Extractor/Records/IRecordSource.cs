namespace EtlMesh.Extractor.Records;

/// <summary>The records of a file, one after the other, good and bad ones alike. Spans are valid until the next <see cref="Read"/>.</summary>
internal interface IRecordSource : IDisposable
{
    /// <summary>Physical line on which the record begins, from 1.</summary>
    long Line { get; }

    /// <summary>Why the record as a whole cannot be read; null when it can.</summary>
    string? Reason { get; }

    /// <summary>The record as it stands in the file, without its line end; may hold invalid UTF-8.</summary>
    ReadOnlySpan<byte> Raw { get; }

    /// <summary>Moves to the next record; false at the end.</summary>
    bool Read();

    /// <summary>The text of a column, by its position among the table's columns; false for NULL.</summary>
    bool TryGetText(int column, out ReadOnlySpan<byte> utf8);
}
