namespace EtlMesh.DuckDb;

/// <summary>The engine counts days and microseconds from 1970-01-01.</summary>
internal static class Epoch
{
    public const int Days = 719_162;

    public static long Micros(DateTime value) => (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
