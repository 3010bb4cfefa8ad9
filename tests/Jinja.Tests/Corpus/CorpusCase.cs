namespace EtlMesh.Jinja.Tests;

/// <summary>A template of the corpus and what must come of it.</summary>
public sealed record CorpusCase(string File, string Name, string Template, string Expected)
{
    /// <summary>
    /// A file holds cases of the form <c>=== name</c>, the template, <c>---</c>, the output; or, in the files of errors, the
    /// error as <c>line:column: message</c>.
    /// </summary>
    public static IEnumerable<CorpusCase> Read(string path)
    {
        var text = System.IO.File.ReadAllText(path).ReplaceLineEndings("\n");
        text = text.EndsWith('\n') ? text[..^1] : text;
        foreach (var part in ("\n" + text).Split("\n=== ").Skip(1))
        {
            var nameEnd = part.IndexOf('\n');
            var sections = part[(nameEnd + 1)..].Split("\n---\n", 2);
            yield return new CorpusCase(Path.GetFileNameWithoutExtension(path), part[..nameEnd], sections[0], sections[1]);
        }
    }
}
