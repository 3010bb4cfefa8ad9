using EtlMesh.Hosting;
using EtlMesh.Orchestrator;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;

return await MeshService.RunAsync("orchestrator", args, service =>
{
    var bus = BusOptions.Read(service.Configuration);
    service.AddData().AddBus(sagas => sagas.AddStoredOrchestrator(), transport => transport.UseStoredDeadlines());
    service.Services.AddOrchestratorService(service.Configuration, service.Scratch).AddDeadLetters(bus);
}, app => app.MapOperations());
