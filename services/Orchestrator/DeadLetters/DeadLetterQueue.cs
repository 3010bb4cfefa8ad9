namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>A queue of messages that were given up, beside the queue that they were handled from.</summary>
/// <param name="Name">Such as <c>loader-load-table_error</c>.</param>
/// <param name="Source">Such as <c>loader-load-table</c>.</param>
/// <param name="Kind">error: the handler failed. skipped: nobody takes the message. dead: it was received too often.</param>
internal sealed record DeadLetterQueue(string Name, string Source, string Kind)
{
    public const string Error = "error";
    public const string Skipped = "skipped";
    public const string Dead = "dead";

    private const string Fifo = ".fifo";

    /// <returns>Null for a queue of messages that are still to be handled.</returns>
    public static DeadLetterQueue? Of(string name)
    {
        var isFifo = name.EndsWith(Fifo, StringComparison.OrdinalIgnoreCase);
        var stem = isFifo ? name[..^Fifo.Length] : name;
        foreach (var kind in (string[])[Error, Skipped, Dead])
        {
            if (stem.EndsWith($"_{kind}", StringComparison.Ordinal))
                return new DeadLetterQueue(name, stem[..^(kind.Length + 1)] + (isFifo ? Fifo : ""), kind);
        }

        return null;
    }
}
