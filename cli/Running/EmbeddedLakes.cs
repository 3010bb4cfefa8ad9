using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Staging;

namespace EtlMesh.Cli;

/// <summary>Lakes without a mesh: folders in the home, and S3 as the environment says.</summary>
public static class EmbeddedLakes
{
    /// <param name="home">The folder that <c>ETLMESH_HOME</c> names, absolute.</param>
    /// <param name="scratch">A folder for files on their way; it is made when it is needed.</param>
    /// <param name="objects">The home's objects.</param>
    /// <param name="shell">The environment and the clock.</param>
    /// <exception cref="UsageException">The address of S3 is none.</exception>
    public static LakePlaces Open(string home, string scratch, LocalObjectStore objects, Shell shell)
    {
        try
        {
            return new LakePlaces(objects, home, S3Access.FromEnvironment(shell.Variable), scratch, shell.Variable, shell.Time);
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
