using System.CommandLine;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh status</c>: what runs, waits and fails.</summary>
public static class StatusCommand
{
    public static Command Create(Shell shell)
    {
        var (output, home) = MeshOptions.Both();
        var command = new Command("status", "Tells what of the mesh runs, what waits in its queues, and which runs are in flight. Exit code 1: something is not healthy.") { output, home };
        command.SetAction(async (parsed, ct) =>
        {
            var status = await ReadAsync(parsed.GetValue(home), shell, ct);
            if (parsed.GetValue(output) == OutputFormat.Json)
                await shell.Out.WriteLineAsync(MeshJson.Write(status));
            else
                StatusText.Write(status, shell.Time.GetUtcNow(), shell.Out);
            return status.Healthy ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<StatusDocument> ReadAsync(string? home, Shell shell, CancellationToken ct)
    {
        var address = MeshAddress.Find(home, shell);
        using var client = new MeshClient(address, Operator.Of(shell));
        var local = address.Local is { } mesh && MeshStateFile.Read(mesh) is { } state ? await LocalStatus.OfAsync(state, ct) : [];
        try
        {
            // One that is known not to answer is not waited for.
            if (local.FirstOrDefault(process => process.Name == ServiceKind.Orchestrator) is { State: not (ServiceProbe.Healthy or ServiceProbe.Unhealthy) } orchestrator)
                throw new TransientEtlException($"the orchestrator is {orchestrator.State}: {orchestrator.Detail}");
            var status = await client.StatusAsync(ct);
            var services = Together(status.Services, local);
            return new StatusDocument(AllWell(services), null, services, status.Queues, status.Runs, status.DeadLetters, status.Outbox);
        }
        catch (TransientEtlException silent) when (local.Count > 0)
        {
            return new StatusDocument(false, silent.Message, local, null, null, null, null);
        }
    }

    /// <summary>What the orchestrator says, and what is seen from here: a process that is gone is known here at once, and only here are the database and the emulator known.</summary>
    private static IReadOnlyList<ServiceStatusDocument> Together(IReadOnlyList<ServiceStatusDocument> told, IReadOnlyList<ServiceStatusDocument> local) =>
    [
        .. local.Select(here => told.FirstOrDefault(service => service.Name == here.Name) is { } there && here.State == ServiceProbe.Healthy ? there : here),
        .. told.Where(there => !local.Any(here => here.Name == there.Name)),
    ];

    private static bool AllWell(IReadOnlyList<ServiceStatusDocument> services) => services.All(service => service.State == ServiceProbe.Healthy);
}
