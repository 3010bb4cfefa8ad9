using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>What a candidate is: SHA-256 over bundle hash, segment uids in order, and each model's compiled SQL, uid and row count.</summary>
internal static class Fingerprint
{
    public static string Of(DuckDbConnection connection, CandidateRow candidate, CancellationToken ct) =>
        Of(candidate.Bundle, candidate.Snapshot, ModelRow.Of(connection, candidate.Uid, ct));

    public static string Of(string bundle, Snapshot snapshot, IReadOnlyList<ModelRow> models)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, bundle);
        foreach (var table in snapshot.Tables)
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
