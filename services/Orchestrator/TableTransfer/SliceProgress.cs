using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.TableTransfer;

/// <summary>How far a slice is. Its first accepted result stays.</summary>
public sealed class SliceProgress
{
    /// <summary>Slice k of the table, from 1.</summary>
    public required int K { get; init; }

    /// <summary>What it reads, in the words of its connector.</summary>
    public required string Slice { get; init; }

    /// <summary>Tries that were begun.</summary>
    public int Tries { get; set; }

    /// <summary>The saga's step that asked last; 0 while it waits to be asked again.</summary>
    public int AskedAt { get; set; }

    /// <summary>Null until the slice is in landing.</summary>
    public LandedSlice? Landed { get; set; }
}
