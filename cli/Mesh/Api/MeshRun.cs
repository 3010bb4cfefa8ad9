// The document of `etlmesh run` has the same name; it tells an embedded run.
global using MeshRun = EtlMesh.Orchestrator.Operations.RunDocument;
