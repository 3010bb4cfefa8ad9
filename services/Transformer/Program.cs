using EtlMesh.Transformer;
using EtlMesh.Hosting;

return await MeshService.RunAsync("transformer", args, service => service.AddData().AddBus(bus => bus.AddTransformer(sweeps: true)));
