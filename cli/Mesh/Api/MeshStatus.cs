// `etlmesh status` has a document of that name, which holds this one's parts.
global using MeshStatus = EtlMesh.Orchestrator.Operations.StatusDocument;
