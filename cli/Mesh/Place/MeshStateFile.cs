using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>Reads and writes <c>mesh.json</c>.</summary>
public static class MeshStateFile
{
    /// <returns>Null when there is none: no mesh was started here.</returns>
    /// <exception cref="TerminalEtlException">It cannot be understood.</exception>
    public static MeshState? Read(MeshFolder folder)
    {
        try
        {
            return File.Exists(folder.State) ? JsonSerializer.Deserialize<MeshState>(File.ReadAllText(folder.State), MeshJson.Indented) : null;
        }
        catch (JsonException damaged)
        {
            throw new TerminalEtlException($"Reading {folder.State}: {damaged.Message} Run `etlmesh down`, which finds the mesh's processes without it, and `etlmesh up` again.", damaged);
        }
    }

    public static void Write(MeshFolder folder, MeshState state) => PrivateFile.Write(folder.State, JsonSerializer.Serialize(state, MeshJson.Indented) + "\n");
}
