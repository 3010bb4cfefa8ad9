using System.Buffers;
using EtlMesh.Contracts;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A message's attributes: its content type, its correlation id, and its headers as far as there is room.</summary>
/// <remarks>SQS refuses more than ten, and SNS drops such messages on the way to a queue without a word. The envelope carries all headers anyway.</remarks>
internal static class MessageAttributes
{
    private const int Most = 10;
    private const int LongestName = 256;
    private const int LongestStack = 4000;
    private const string Own = "MT-";

    private static readonly SearchValues<char> InNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    private static readonly TransportSetHeaderAdapter<string> Headers = new(new TextConverter(), TransportHeaderOptions.IncludeFaultMessage);

    public static IReadOnlyDictionary<string, string> Of(SendContext context)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        Headers.Set(first, MessageHeaders.ContentType, context.ContentType?.ToString());
        Headers.Set(first, MessageHeaders.CorrelationId, context.CorrelationId);
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        Headers.Set(others, context.Headers);
        return Capped(first.Concat(others));
    }

    /// <summary>The attributes of a message that failed: the reason first, then what it came with, but for the marks of earlier failures.</summary>
    /// <remarks>Beyond what the official transport tells there are the exception's type and text: who finds the message has no other trace of it.</remarks>
    public static IReadOnlyDictionary<string, string> OfFailed(IReadOnlyDictionary<string, string> received, SendHeaders reason, Exception exception) =>
        OfFailed(received, attributes =>
        {
            Headers.CopyFrom(attributes, reason);
            var telling = Telling(exception);
            attributes[MessageHeaders.FaultMessage] = telling.Message;
            attributes[MessageHeaders.FaultExceptionType] = telling.GetType().FullName!;
            attributes[MessageHeaders.FaultStackTrace] = Cut(telling.ToString());
        });

    /// <inheritdoc cref="OfFailed(IReadOnlyDictionary{string, string}, SendHeaders, Exception)"/>
    public static IReadOnlyDictionary<string, string> OfFailed(IReadOnlyDictionary<string, string> received, string reason) =>
        OfFailed(received, attributes => Headers.Set(attributes, MessageHeaders.Reason, reason));

    private static IReadOnlyDictionary<string, string> OfFailed(IReadOnlyDictionary<string, string> received, Action<IDictionary<string, string>> setReason)
    {
        var reason = new Dictionary<string, string>(StringComparer.Ordinal);
        setReason(reason);
        var kept = received.Where(attribute => !attribute.Key.StartsWith(Own, StringComparison.Ordinal));
        // Without its content type a message cannot be read again.
        return Capped(kept.Where(attribute => attribute.Key == MessageHeaders.ContentType).Concat(reason).Concat(kept));
    }

    /// <summary>The house's own exception says what was being done; else the innermost says what happened.</summary>
    private static Exception Telling(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is TransientEtlException or TerminalEtlException)
                return cause;
        }

        return exception.GetBaseException();
    }

    private static string Cut(string text) => text.Length <= LongestStack ? text : text[..(char.IsHighSurrogate(text[LongestStack - 1]) ? LongestStack - 1 : LongestStack)];

    private static IReadOnlyDictionary<string, string> Capped(IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var capped = new Dictionary<string, string>(Most, StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            if (capped.Count == Most)
                break;
            if (IsName(name) && IsValue(value))
                capped.TryAdd(name, value);
        }

        return capped;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(InNames)
        && !name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase);

    /// <summary>SQS takes the characters of XML and no empty text.</summary>
    private static bool IsValue(string value) =>
        value.Length > 0 && !value.Any(character => character is < ' ' and not '\t' and not '\n' and not '\r' or '\uFFFE' or '\uFFFF');

    private sealed class TextConverter : IHeaderValueConverter<string>
    {
        public bool TryConvert(HeaderValue headerValue, out HeaderValue<string> result) => headerValue.IsStringValue(out result);

        public bool TryConvert<T>(HeaderValue<T> headerValue, out HeaderValue<string> result) => headerValue.IsStringValue(out result);
    }
}
