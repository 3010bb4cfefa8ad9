using EtlMesh.DuckDb;

namespace EtlMesh.PostgresCopy.Tests;

/// <summary>Notes what is refused, and keeps all else but what it is told to leave out.</summary>
internal sealed class Judge(Func<DuckDbChunkWriter, int, bool>? keeps = null) : ICopyJudge
{
    public List<(long Number, int Column, string? Value, string Record)> Refusals { get; } = [];

    public bool Keeps(DuckDbChunkWriter chunk, int row, CopyRow record) => keeps?.Invoke(chunk, row) ?? true;

    public void Refused(CopyRow record, int column) => Refusals.Add((record.Number, column, record.Value(column), record.ToString()));
}
