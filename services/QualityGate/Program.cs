using EtlMesh.QualityGate;
using EtlMesh.Hosting;

return await MeshService.RunAsync("quality-gate", args, service => service.AddData().AddBus(bus => bus.AddQualityGate()));
