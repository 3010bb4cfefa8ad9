namespace EtlMesh.Pipelines;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<Problem> _problems = [];

    public bool Any => _problems.Count > 0;

    public void Add(Node place, string message, string remedy) => Add(place.Line, place.Column, message, remedy);

    public void Add(int line, int column, string message, string remedy) =>
        _problems.Add(new Problem(file, line, column, message, remedy));

    /// <summary>In the file's order; those of the file itself come first.</summary>
    public IReadOnlyList<Problem> InOrder() => [.. _problems.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
