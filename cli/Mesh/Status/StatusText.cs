using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>What a person reads of a mesh's state.</summary>
public static class StatusText
{
    /// <param name="status">The state.</param>
    /// <param name="now">To tell how long messages wait.</param>
    /// <param name="writer">Takes the text.</param>
    public static void Write(StatusDocument status, DateTimeOffset now, TextWriter writer)
    {
        var services = new TextGrid("service", "url", "state");
        foreach (var service in status.Services)
            services.Add(service.Name, service.Url.ToString().TrimEnd('/'), service.Detail is { } detail && service.State != ServiceProbe.Healthy ? $"{service.State}: {detail}" : service.State);
        services.Write(writer);
        if (status.Error is { } error)
        {
            writer.WriteLine();
            writer.WriteLine($"The orchestrator cannot be asked, so this is what its processes say themselves ({error.TrimEnd('.')}).");
        }

        Queues(status, now, writer);
        Runs(status, writer);
        if (status is { DeadLetters: { } letters, Outbox: { } outbox })
        {
            writer.WriteLine();
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dead letters: {letters}{(letters > 0 ? " (etlmesh deadletters list)" : "")}; messages not sent yet: {outbox}"));
        }

        var ill = status.Services.Where(service => service.State != ServiceProbe.Healthy).Select(service => $"{service.Name} is {service.State}").ToList();
        if (ill.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine($"Not all is well: {string.Join(", ", ill)}. `etlmesh up` starts what has stopped; nights wait for it.");
        }
    }

    private static void Queues(StatusDocument status, DateTimeOffset now, TextWriter writer)
    {
        if (status.Queues is not { } queues)
            return;
        writer.WriteLine();
        if (queues.All(queue => queue is { Waiting: 0, InFlight: 0 }))
        {
            writer.WriteLine($"queues: all {queues.Count} are empty");
            return;
        }

        var grid = new TextGrid("queue", ">waiting", ">in flight", ">oldest");
        foreach (var queue in queues.Where(queue => queue.Waiting > 0 || queue.InFlight > 0))
        {
            var oldest = queue.WaitingSince is { } since ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (now - since).TotalSeconds):0} s") : "–";
            grid.Add(queue.Name, queue.Waiting.ToString(CultureInfo.InvariantCulture), queue.InFlight.ToString(CultureInfo.InvariantCulture), oldest);
        }

        grid.Write(writer);
    }

    private static void Runs(StatusDocument status, TextWriter writer)
    {
        if (status.Runs is not { } runs)
            return;
        writer.WriteLine();
        if (runs.Count == 0)
            writer.WriteLine("runs: none is in flight");
        else
            RunListing.Tell(runs, writer);
    }
}
