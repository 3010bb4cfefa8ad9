using System.Text;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Files;

/// <summary>The bad records of a slice: file, line, reason and text. They wait in a file below the scratch folder, made for the first of them.</summary>
internal sealed class QuarantinedRecords(string folder, IReadOnlyList<SourceFile> files) : IDisposable
{
    private const int Shown = 5;

    private readonly Lock gate = new();
    private readonly string path = Path.Combine(folder, "quarantined");
    private BinaryWriter? writer;

    /// <summary>Puts a record aside.</summary>
    /// <param name="file">The file's position in the slice.</param>
    /// <param name="line">Where the record begins, from 1.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="raw">Its bytes.</param>
    public void Add(int file, long line, string reason, ReadOnlySpan<byte> raw)
    {
        var record = RecordText.Of(raw);
        lock (gate)
        {
            if (writer is null)
            {
                AttemptScratch.Make(folder);
                writer = new BinaryWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write), Encoding.UTF8);
            }

            writer.Write(file);
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
            $"Extracting {request.Command.Source}.{request.Command.Table}: {quarantined} of {read} records cannot be read, more than max_quarantined ({request.Table.MaxQuarantined}) allows. The first: {string.Join("; ", examples)}. Correct the files or `columns:`, or raise `max_quarantined:` in the pipeline file.");
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>In the order of the files.</summary>
    private string Select(DuckDbConnection connection)
    {
        writer?.Flush();
        connection.RegisterTable("quarantined", Reader.Columns, () => new Reader(path, files));
        return """SELECT "object", "line", reason, record FROM quarantined() ORDER BY file, "line" """;
    }

    private sealed class Reader(string path, IReadOnlyList<SourceFile> files) : IDuckDbTableReader
    {
        public static readonly IReadOnlyList<DuckDbColumn> Columns =
            [new("file", "INTEGER"), new("object", "VARCHAR"), new("line", "BIGINT"), new("reason", "VARCHAR"), new("record", "VARCHAR")];

        private readonly BinaryReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);

        public int Fill(DuckDbChunkWriter chunk)
        {
            var row = 0;
            for (; row < chunk.Capacity && reader.BaseStream.Position < reader.BaseStream.Length; row++)
            {
                var file = reader.ReadInt32();
                chunk.Column(0).Set(row, file);
                chunk.Column(1).Text(row, files[file].Name);
                chunk.Column(2).Set(row, reader.ReadInt64());
                chunk.Column(3).Text(row, reader.ReadString());
                chunk.Column(4).Text(row, reader.ReadString());
            }

            return row;
        }

        public void Dispose() => reader.Dispose();
    }
}
