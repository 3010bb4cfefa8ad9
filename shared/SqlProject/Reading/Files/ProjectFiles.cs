using System.Text;

namespace EtlMesh.SqlProject;

/// <summary>The files of a project's folder, told by paths with <c>/</c> relative to it, always in the same order.</summary>
internal sealed class ProjectFiles(string folder, ProblemLog problems)
{
    private const long LargestFile = 4 * 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _folder = Path.GetFullPath(folder);

    public bool Exists(string path) => File.Exists(Path.Combine(_folder, path));

    /// <summary>All files below the folders with one of the extensions; folders that are not there hold nothing.</summary>
    public IReadOnlyList<string> Below(IEnumerable<string> folders, params ReadOnlySpan<string> extensions)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in folders)
        {
            var full = Path.GetFullPath(Path.Combine(_folder, path));
            if (!Directory.Exists(full)) continue;
            foreach (var file in Directory.EnumerateFiles(full, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            {
                if (extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
                    found.Add(Path.GetRelativePath(_folder, file).Replace(Path.DirectorySeparatorChar, '/'));
            }
        }

        return [.. found];
    }

    /// <summary>The file's text; null, with a problem noted, when it cannot be read.</summary>
    public string? Text(string path)
    {
        try
        {
            var full = Path.Combine(_folder, path);
            if (new FileInfo(full).Length > LargestFile)
            {
                problems.Add(new Place(path), "the file is larger than 4 MB", "a project holds SQL and small lists: bring larger data in through a source of the pipeline");
                return null;
            }

            using var reader = new StreamReader(full, Strict, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new Place(path), "the file is not UTF-8", "save it as UTF-8");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Place(path), $"the file cannot be read: {e.Message}", "make it readable");
            return null;
        }
    }
}
