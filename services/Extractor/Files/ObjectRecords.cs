using System.Globalization;
using System.Text;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>Records of a file, and with each where it comes from.</summary>
/// <param name="records">The file's; disposed with this.</param>
/// <param name="contentOf">For each column of the table, its position in the file, or what <see cref="Of"/> says.</param>
/// <param name="file">The file.</param>
internal sealed class ObjectRecords(IRecordSource records, int[] contentOf, SourceFile file) : IRecordSource
{
    private const int Key = -1;
    private const int ModifiedAt = -2;
    private const int AtLine = -3;

    private readonly byte[] key = Encoding.UTF8.GetBytes(file.Name);
    private readonly byte[] modified = Encoding.UTF8.GetBytes(new DateTime(file.Modified, DateTimeKind.Utc).ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture));
    private readonly byte[] line = new byte[20];

    public long Line => records.Line;

    public string? Reason => records.Reason;

    public ReadOnlySpan<byte> Raw => records.Raw;

    /// <summary>How a column that is not in the file is spelled among positions.</summary>
    public static int Of(string column) => column switch
    {
        ObjectColumns.Key => Key,
        ObjectColumns.ModifiedAt => ModifiedAt,
        _ => AtLine,
    };

    public bool Read() => records.Read();

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8)
    {
        switch (contentOf[column])
        {
            case Key:
                utf8 = key;
                return true;
            case ModifiedAt:
                utf8 = modified;
                return true;
            case AtLine:
                records.Line.TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
                utf8 = line.AsSpan(0, length);
                return true;
            case var content:
                return records.TryGetText(content, out utf8);
        }
    }

    public void Dispose() => records.Dispose();
}
