using EtlMesh.Extractor;
using EtlMesh.Hosting;

return await MeshService.RunAsync("extractor", args, service => service.AddData().AddBus(bus => bus.AddExtractor(new ExtractorOptions { ScratchFolder = service.Scratch, Codec = service.Staging.Codec })));
