namespace EtlMesh.Extractor.Files;

/// <summary>The texts of a file's records, one after the other.</summary>
internal interface IJsonElements : IDisposable
{
    /// <summary>Physical line on which the element begins, from 1.</summary>
    long Line { get; }

    /// <summary>The element's text, valid until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<byte> Raw { get; }

    bool Read();
}
