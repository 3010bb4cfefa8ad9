using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>The least and the greatest values of tallies as rows, two for each.</summary>
internal sealed class BoundsTable(IReadOnlyList<IReadOnlyList<ColumnTally>> tallies) : IDuckDbTableReader
{
    private int next;

    public int Fill(DuckDbChunkWriter chunk)
    {
        var row = 0;
        for (; row + 1 < chunk.Capacity && next < tallies.Count; row += 2, next++)
        {
            for (var i = 0; i < chunk.Columns; i++)
            {
                tallies[next][i].WriteLeast(chunk.Column(i), row);
                tallies[next][i].WriteGreatest(chunk.Column(i), row + 1);
            }
        }

        return row;
    }

    public void Dispose()
    {
    }
}
