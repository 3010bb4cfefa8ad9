using EtlMesh.Hosting;
using EtlMesh.Loader;

return await MeshService.RunAsync("loader", args, service => service.AddData().AddBus(bus => bus.AddLoader()));
