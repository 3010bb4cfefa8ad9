using EtlMesh.Hosting;
using EtlMesh.Notifier;

return await MeshService.RunAsync("notifier", args, service => service.AddData().AddBus(bus => bus.AddNotifier()));
