using System.Text;

namespace EtlMesh.Extractor.MySql;

/// <summary>The rows of a statement as the server sends them, one at a time, each value as its bytes: text in UTF-8, numbers and times written out, binary as it is.</summary>
internal sealed unsafe class MySqlRows : IDisposable
{
    private readonly MySqlConnection connection;
    private readonly MySqlResultHandle result;
    private readonly nint pointer;
    private readonly CancellationTokenRegistration registration;
    private byte** row;
    private System.Runtime.InteropServices.CULong* lengths;
    private bool ended;

    internal MySqlRows(MySqlConnection connection, MySqlResultHandle result, int fields, CancellationTokenRegistration registration)
    {
        (this.connection, this.result, this.registration) = (connection, result, registration);
        pointer = result.DangerousGetHandle();
        Fields = fields;
    }

    public int Fields { get; }

    /// <summary>Rows that the library has counted on the wire.</summary>
    public long Count => (long)MySqlApi.mysql_num_rows(result);

    /// <summary>Bytes of the present row's values.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            for (var i = 0; i < Fields; i++)
                bytes += (long)lengths[i].Value;
            return bytes;
        }
    }

    /// <exception cref="MySqlException">The statement, or the connection, broke on the way.</exception>
    public bool Next()
    {
        if (ended)
            return false;
        row = MySqlApi.mysql_fetch_row(pointer);
        if (row is not null)
        {
            lengths = MySqlApi.mysql_fetch_lengths(pointer);
            return true;
        }

        ended = true;
        connection.ThrowIfFailed(); // the end of the rows looks the same
        return false;
    }

    public bool IsNull(int field) => row[field] is null;

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<byte> this[int field] => new(row[field], (int)lengths[field].Value);

    public string? Text(int field) => IsNull(field) ? null : Encoding.UTF8.GetString(this[field]);

    /// <summary>A statement that was not read to its end is stopped at the server, and its connection ends.</summary>
    public void Dispose()
    {
        registration.Dispose();
        if (!ended && !result.IsClosed)
            connection.Stop();
        result.Dispose();
    }
}
