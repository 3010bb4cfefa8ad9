namespace EtlMesh.Jinja.Tests;

public sealed class CorpusTests
{
    private static readonly Dictionary<(string, string), CorpusCase> Cases =
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.txt")
            .SelectMany(CorpusCase.Read)
            .ToDictionary(c => (c.File, c.Name));

    public static TheoryData<string, string> Outputs => Named(errors: false);

    public static TheoryData<string, string> Errors => Named(errors: true);

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Template_RendersAsPinned(string file, string name)
    {
        var pinned = Cases[(file, name)];
        Assert.Equal(pinned.Expected, JinjaTemplate.Parse(pinned.Template, "t.sql").Render(CorpusContext.Scope()));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Template_FailsAsPinned(string file, string name)
    {
        var pinned = Cases[(file, name)];
        var error = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(pinned.Template, "t.sql").Render(CorpusContext.Scope()));
        Assert.Equal("t.sql:" + pinned.Expected, error.ToString());
    }

    [Fact]
    public void Corpus_IsWhole()
    {
        Assert.True(Cases.Count >= 140, $"{Cases.Count} cases");
        Assert.True(Errors.Count >= 30, $"{Errors.Count} errors");
    }

    private static TheoryData<string, string> Named(bool errors)
    {
        var names = new TheoryData<string, string>();
        foreach (var (file, name) in Cases.Keys.Where(c => c.Item1.StartsWith("errors", StringComparison.Ordinal) == errors))
            names.Add(file, name);
        return names;
    }
}
