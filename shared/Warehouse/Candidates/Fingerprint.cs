using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EtlMesh.Warehouse;

/// <summary>What a candidate is, alike on every engine: SHA-256 over bundle hash, segment uids in order, and each model's compiled SQL, uid and row count.</summary>
internal static class Fingerprint
{
    /// <param name="models">By name in ordinal order.</param>
    public static string Of(CandidateRow candidate, IReadOnlyList<ModelRow> models)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, candidate.Bundle);
        foreach (var table in candidate.Snapshot.Tables)
        {
            Add(hash, table.Source, table.Table);
            foreach (var segment in table.Segments)
                Add(hash, segment.Uid);
        }

        foreach (var model in models)
            Add(hash, model.Name, model.Sql, model.Uid, model.Rows?.ToString(CultureInfo.InvariantCulture) ?? "view");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each word with its length, so that no two lists of words run together alike.
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> words)
    {
        Span<byte> length = stackalloc byte[4];
        foreach (var word in words)
        {
            var bytes = Encoding.UTF8.GetBytes(word);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
