using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>What lies between one process and the cloud: tells what passes, can answer in the cloud's place, and can be cut.</summary>
internal sealed partial class Wire : DelegatingHandler
{
    private readonly ConcurrentQueue<(string Action, string Request, string Response)> passed = new();
    private readonly CancellationTokenSource cut = new();
    private volatile TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Wire()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>Answers an action (first) with a body (second) in the cloud's place; nothing lets it pass.</summary>
    public Func<string, string, HttpResponseMessage?> Instead { get; set; } = (_, _) => null;

    /// <summary>The same, told the time that the request was signed at.</summary>
    public Func<string, HttpResponseMessage?> Dated { get; set; } = _ => null;

    public int Refused;

    public IEnumerable<(string Action, string Request, string Response)> Passed => passed;

    /// <summary>Stays usable when the bus that used it has closed it.</summary>
    public bool Lasting { get; init; }

    /// <summary>From now on nothing comes through in either direction, as if the process had been killed.</summary>
    public void Cut() => cut.Cancel();

    /// <summary>Waits until what passed is as wanted.</summary>
    public async Task UntilAsync(Func<Wire, bool> wanted)
    {
        for (; ; )
        {
            var signal = more;
            if (wanted(this))
                return;
            await signal.Task.Within();
        }
    }

    public int Count(string action) => passed.Count(call => call.Action == action);

    /// <summary>How many messages were handed out over this wire.</summary>
    public int HandedOut => passed.Where(call => call.Action == "ReceiveMessage").Sum(call => Receipts().Count(call.Response));

    /// <summary>How often a message was hidden for longer, or given back.</summary>
    public int Renewed => passed.Where(call => call.Action == "ChangeMessageVisibilityBatch").Sum(call => Receipts().Count(call.Request));

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };

    public static HttpResponseMessage Throttled() => Json(HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.sqs#RequestThrottled","message":"too fast"}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await request.Content!.ReadAsStringAsync(CancellationToken.None);
        var action = request.Headers.TryGetValues("x-amz-target", out var target) ? target.Single().Split('.')[1] : Action().Match(sent).Groups[1].Value;
        if ((Instead(action, sent) ?? Dated(request.Headers.GetValues("x-amz-date").Single())) is { } answer)
        {
            Interlocked.Increment(ref Refused);
            Signal();
            return answer;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, cut.Token);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            either.Token.ThrowIfCancellationRequested();
            passed.Enqueue((action, sent, body));
            Signal();
            return response;
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            // No failure that is tried again: the dead do nothing more.
            throw new InvalidOperationException("the process is dead");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!Lasting)
            base.Dispose(disposing);
    }

    private void Signal() => Interlocked.Exchange(ref more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    [GeneratedRegex("Action=([A-Za-z]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Action();

    [GeneratedRegex("\"ReceiptHandle\"", RegexOptions.NonBacktracking)]
    private static partial Regex Receipts();
}
