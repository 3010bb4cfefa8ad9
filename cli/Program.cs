using EtlMesh.Cli;

return await CommandLine.RunAsync(args, Shell.OfProcess());
