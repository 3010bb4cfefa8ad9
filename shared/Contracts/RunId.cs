using System.Globalization;

namespace EtlMesh.Contracts;

/// <summary>Name-based ids (RFC 9562, version 8 over SHA-256): the same words give the same id on every machine.</summary>
public static class RunId
{
    /// <summary>The key of a run that happens once a date.</summary>
    public const string Nightly = "nightly";

    public static Guid Of(string pipeline, DateOnly runDate, string key = Nightly) =>
        FromName("run", pipeline, runDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), key);

    /// <summary>The id of one table's transfer within an attempt.</summary>
    public static Guid OfTransfer(Guid runId, int attempt, string source, string table) =>
        FromName("transfer", runId.ToString("N"), attempt.ToString(CultureInfo.InvariantCulture), source, table);

    private static Guid FromName(params ReadOnlySpan<string> words)
    {
        Span<byte> id = NameHash.Of(words).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
