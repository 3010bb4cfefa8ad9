using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Records;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>The bad records of a slice: object, line, reason and text. They wait in a file below the scratch folder, made for the first of them.</summary>
internal sealed class QuarantinedRecords(string folder) : IDisposable
{
    private const int Shown = 5;

    private readonly Lock gate = new();
    private readonly string path = Path.Combine(folder, "quarantined");
    private BinaryWriter? writer;

    /// <summary>Puts a record aside.</summary>
    /// <param name="order">The object's position in the slice: records are written in the order of objects, then lines.</param>
    /// <param name="name">What it was read from: a file, an object, a table.</param>
    /// <param name="line">Where the record begins there, from 1.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="raw">Its bytes.</param>
    public void Add(int order, string name, long line, string reason, ReadOnlySpan<byte> raw)
    {
        var record = RecordText.Of(raw);
        lock (gate)
        {
            if (writer is null)
            {
                AttemptScratch.Make(folder);
                writer = new BinaryWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write), Encoding.UTF8);
            }

            writer.Write(order);
            writer.Write(name);
            writer.Write(line);
            writer.Write(reason);
            writer.Write(record);
        }
    }

    /// <summary>Writes them as Parquet: object (the file's name), line, reason, record.</summary>
    public Task<long> WriteAsync(DuckDbConnection connection, StagedWrite target, CancellationToken ct) => Parquet.WriteAsync(connection, Select(connection), target, ct);

    /// <summary>The error for more bad records than the table allows: counts, and the first of them.</summary>
    public TerminalEtlException TooMany(SliceRequest request, DuckDbConnection connection, long quarantined, long read, CancellationToken ct)
    {
        using var first = connection.Query($"{Select(connection)} LIMIT {Shown}", ct);
        var examples = first.Rows().Select(row => $"{row[0]}:{row[1]}: {row[2]}").ToList();
        return new TerminalEtlException(
            $"Extracting {request.Command.Source}.{request.Command.Table}: {quarantined} of {read} records cannot be read, more than max_quarantined ({request.Table.MaxQuarantined}) allows. The first: {string.Join("; ", examples)}. Correct the source or `columns:`, or raise `max_quarantined:` in the pipeline file.");
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>In the order of the objects.</summary>
    private string Select(DuckDbConnection connection)
    {
        writer?.Flush();
        connection.RegisterTable("quarantined", Reader.Columns, () => new Reader(path));
        return """SELECT "object", "line", reason, record FROM quarantined() ORDER BY "order", "line" """;
    }

    private sealed class Reader(string path) : IDuckDbTableReader
    {
        public static readonly IReadOnlyList<DuckDbColumn> Columns =
            [new("order", "INTEGER"), new("object", "VARCHAR"), new("line", "BIGINT"), new("reason", "VARCHAR"), new("record", "VARCHAR")];

        private readonly BinaryReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);

        public int Fill(DuckDbChunkWriter chunk)
        {
            var row = 0;
            for (; row < chunk.Capacity && reader.BaseStream.Position < reader.BaseStream.Length; row++)
            {
                chunk.Column(0).Set(row, reader.ReadInt32());
                chunk.Column(1).Text(row, reader.ReadString());
                chunk.Column(2).Set(row, reader.ReadInt64());
                chunk.Column(3).Text(row, reader.ReadString());
                chunk.Column(4).Text(row, reader.ReadString());
            }

            return row;
        }

        public void Dispose() => reader.Dispose();
    }
}
