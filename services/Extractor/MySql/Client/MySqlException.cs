namespace EtlMesh.Extractor.MySql;

/// <summary>An error of the server or the library. It is given to users as one of the two errors, see <see cref="MySqlFaults"/>.</summary>
/// <param name="code">From 2000 to 2999, and from 5000 on: the library's; else the server's.</param>
/// <param name="state">SQLSTATE.</param>
/// <param name="message">The server's words.</param>
internal sealed class MySqlException(int code, string state, string message) : Exception(message)
{
    public const int LockWaitTimeout = 1205;
    public const int SpecificAccessDenied = 1227;
    public const int TableAccessDenied = 1142;
    public const int DatabaseAccessDenied = 1044;
    public const int Interrupted = 1317;
    public const int NoSuchThread = 1094;

    public int Code => code;

    public string State => state;
}
