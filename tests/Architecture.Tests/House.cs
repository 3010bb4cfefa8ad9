using System.Xml.Linq;

namespace EtlMesh.Architecture.Tests;

/// <summary>The house as its project files and sources tell it.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project below shared/, services/ and cli/, by its path (<c>shared/Staging</c>).</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } = ReadProjects();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("EtlMesh.sln is in no folder above the tests");
    }

    private static Dictionary<string, Project> ReadProjects() =>
        new[] { "shared", "services", "cli" }
            .Select(room => Path.Combine(Root, room))
            .Where(Directory.Exists)
            .SelectMany(room => Directory.EnumerateFiles(room, "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(Read)
            .ToDictionary(project => project.Path);

    private static Project Read(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var items = XDocument.Load(file).Descendants().ToList();
        return new Project(
            Relative(folder),
            Includes("ProjectReference").Select(path => Relative(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, path)))!)).ToList(),
            Includes("PackageReference").ToList(),
            Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(source => !IsBuilt(source)).ToList());

        IEnumerable<string> Includes(string item) =>
            items.Where(element => element.Name.LocalName == item).Select(element => element.Attribute("Include")!.Value);
    }

    private static bool IsBuilt(string source) =>
        source.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");

    private static string Relative(string folder) => Path.GetRelativePath(Root, folder).Replace('\\', '/');

    internal sealed record Project(string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, IReadOnlyList<string> Sources);
}
