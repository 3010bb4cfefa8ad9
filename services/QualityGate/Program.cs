using EtlMesh.Hosting;
using EtlMesh.QualityGate;

return await MeshService.RunAsync("quality-gate", args, service => service.AddData().AddBus(bus => bus.AddQualityGate()));
