using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Landing;

/// <summary>The rows of a slice, as a connector brings them. Its counts are whole when every reader has ended.</summary>
internal interface ISliceContent : IDisposable
{
    /// <summary>What is read, for messages: <c>2 files</c>, <c>table shop.orders</c>.</summary>
    string Name { get; }

    /// <summary>Readers that may work at the same time, each on a thread of its own.</summary>
    int Threads { get; }

    /// <summary>Records of the source, counted independently of what became of them.</summary>
    long Read { get; }

    /// <summary>Records that were put aside.</summary>
    long Quarantined { get; }

    /// <summary>Records outside of the window.</summary>
    long Skipped { get; }

    /// <summary>A reader for one thread. More than <see cref="Threads"/> may be asked for; such a one has no rows.</summary>
    ISliceReader Open();

    /// <summary>Called after the last row.</summary>
    /// <exception cref="TerminalEtlException">The source changed while it was read, or a record is unaccounted for.</exception>
    void Verify();
}
