using EtlMesh.Loader;
using EtlMesh.Hosting;

return await MeshService.RunAsync("loader", args, service => service.AddData().AddBus(bus => bus.AddLoader()));
