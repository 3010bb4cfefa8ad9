namespace EtlMesh.Faults.Tests;

/// <summary>Where the tests were built, and what lies beside them.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Release or Debug, as the tests themselves.</summary>
    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    /// <summary>The dll of a service.</summary>
    public static string Program(string folder, string service)
    {
        var program = Path.Combine(Root, "services", folder, "bin", Configuration, "net10.0", $"EtlMesh.{folder}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"Starting {service}: it is not built.", program);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
    }
}
