using EtlMesh.Hosting;
using EtlMesh.Orchestrator;
using EtlMesh.Orchestrator.Persistence;

return await MeshService.RunAsync("orchestrator", args, service =>
{
    service.Services.AddOrchestratorPersistence(service.Configuration["Orchestrator:Database"] ?? "");
    service.AddBus(bus => bus.AddOrchestrator(nights => nights.StoredRepository(), transfers => transfers.StoredRepository()), bus => bus.UseStoredDeadlines());
});
