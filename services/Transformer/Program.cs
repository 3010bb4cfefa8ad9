using EtlMesh.Hosting;
using EtlMesh.Transformer;

return await MeshService.RunAsync("transformer", args, service => service.AddData().AddBus(bus => bus.AddTransformer(sweeps: true)));
