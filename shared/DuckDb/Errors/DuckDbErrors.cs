using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.DuckDb;

/// <summary>The engine's messages into exceptions.</summary>
internal static partial class DuckDbErrors
{
    private const int ExcerptLength = 200;

    public static DuckDbException Opening(string path, string message)
    {
        var pid = ProcessId().Match(message);
        var locked = message.Contains("lock on file", StringComparison.Ordinal);
        var text = locked
            ? $"Opening {path}: another process{(pid.Success ? $" (pid {pid.Groups[1].Value})" : "")} has it open. Wait for that process or end it, then try again."
            : $"Opening {path}: {WithoutTrace(message)}";
        return new DuckDbException(locked ? DuckDbErrorKind.Locked : KindOf(message), text, "")
        {
            OtherProcessId = locked && pid.Success ? int.Parse(pid.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>A statement's failure: a cancellation, a table reader's exception, or the engine's own.</summary>
    /// <remarks>Where one thread of a statement fails the engine interrupts the others, and may tell that first: nobody asked for it, so it is no cancellation.</remarks>
    public static Exception Failure(string message, string sql, DuckDbConnection connection, CancellationToken ct)
    {
        var cause = connection.TakeReaderFailure();
        var interrupted = message.StartsWith("INTERRUPT", StringComparison.Ordinal);
        if ((interrupted && (connection.InterruptAsked || ct.IsCancellationRequested)) || cause is OperationCanceledException)
            return new OperationCanceledException(
                $"The statement was interrupted: {Excerpt(sql)}", cause, ct.IsCancellationRequested ? ct : (cause as OperationCanceledException)?.CancellationToken ?? default);
        var text = interrupted
            ? $"Another thread of the statement failed: {cause?.Message ?? "the engine did not tell why. Run it again with one thread (set threads = 1) to see the cause."}"
            : WithoutTrace(message);
        if (!text.Contains("\nLINE ", StringComparison.Ordinal))
            text += $"\nin: {Excerpt(sql)}";
        return new DuckDbException(cause is null ? KindOf(message) : DuckDbErrorKind.TableReader, text, sql, cause);
    }

    public static string Excerpt(string sql)
    {
        var line = sql.Trim().ReplaceLineEndings(" ");
        return line.Length <= ExcerptLength ? line : line[..ExcerptLength] + "…";
    }

    // Each message starts with its class: "Binder Error: …".
    internal static DuckDbErrorKind KindOf(string message)
    {
        var end = message.IndexOf(" Error", StringComparison.Ordinal);
        return (end < 0 ? "" : message[..end]) switch
        {
            "Parser" or "Syntax" => DuckDbErrorKind.Parser,
            "Binder" or "Parameter Not Resolved" or "Parameter Not Allowed" => DuckDbErrorKind.Binder,
            "Catalog" => DuckDbErrorKind.Catalog,
            "Conversion" or "Mismatch Type" => DuckDbErrorKind.Conversion,
            "Out of Range" or "Decimal" => DuckDbErrorKind.OutOfRange,
            "Invalid Input" or "Invalid" or "Invalid type" => DuckDbErrorKind.InvalidInput,
            "Constraint" => DuckDbErrorKind.Constraint,
            "TransactionContext" or "Transaction" => DuckDbErrorKind.Transaction,
            "Dependency" => DuckDbErrorKind.Dependency,
            "Not implemented" => DuckDbErrorKind.NotImplemented,
            "Permission" => DuckDbErrorKind.Permission,
            "Settings" => DuckDbErrorKind.Settings,
            "Connection" => DuckDbErrorKind.Connection,
            "IO" => DuckDbErrorKind.Io,
            "Out of Memory" => DuckDbErrorKind.OutOfMemory,
            "FATAL" => DuckDbErrorKind.Fatal,
            "INTERNAL" => DuckDbErrorKind.Internal,
            "INTERRUPT" => DuckDbErrorKind.Interrupted,
            _ => DuckDbErrorKind.Unknown,
        };
    }

    private static string WithoutTrace(string message)
    {
        var trace = message.IndexOf("\n\nStack Trace", StringComparison.Ordinal);
        return (trace < 0 ? message : message[..trace]).TrimEnd();
    }

    [GeneratedRegex(@"\(?PID (\d+)\)?")]
    private static partial Regex ProcessId();
}
