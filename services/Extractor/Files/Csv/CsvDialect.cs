using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>How a table's CSV files are written, in bytes of UTF-8.</summary>
internal sealed record CsvDialect(byte Delimiter, byte Quote, bool Header, IReadOnlyList<string> NullValues, string Encoding)
{
    public const byte Cr = (byte)'\r';
    public const byte Lf = (byte)'\n';

    /// <exception cref="TerminalEtlException">Delimiter and quote are not two different ASCII characters that are no line ends.</exception>
    public static CsvDialect Of(CsvDefinition csv, string table)
    {
        if (!IsUsable(csv.Delimiter) || !IsUsable(csv.Quote) || csv.Delimiter == csv.Quote)
        {
            throw new TerminalEtlException(
                $"Reading the CSV settings of {table}: delimiter `{csv.Delimiter}` and quote `{csv.Quote}` must be two different ASCII characters and no line ends; correct `csv:` in the pipeline file.");
        }

        return new CsvDialect((byte)csv.Delimiter, (byte)csv.Quote, csv.Header, csv.NullValues, csv.Encoding);
    }

    private static bool IsUsable(char c) => char.IsAscii(c) && c is not ('\r' or '\n' or '\0' or ' ');
}
