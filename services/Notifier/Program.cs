using EtlMesh.Notifier;
using EtlMesh.Hosting;

return await MeshService.RunAsync("notifier", args, service => service.AddData().AddBus(bus => bus.AddNotifier()));
