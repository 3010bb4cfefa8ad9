using EtlMesh.Jinja;
using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>Collects all that is wrong with a project; tells paths relative to the pipeline's folder.</summary>
internal sealed class ProblemLog(string folderInPipeline)
{
    private readonly List<Problem> _problems = [];
    private readonly string _prefix = folderInPipeline.Trim('/') is "" or "." ? "" : folderInPipeline.Trim('/') + "/";

    public int Count => _problems.Count;

    public void Add(Place at, string message, string remedy) =>
        _problems.Add(new Problem(_prefix + at.File, at.Line, at.Column, message, remedy));

    /// <summary>A template's failure; <paramref name="at"/> is its place when the template was written inside another file.</summary>
    public void Add(JinjaException failure, Place? at = null) =>
        Add(at ?? new Place(failure.File, failure.Line, failure.Column), failure.Message, Unsupported.RemedyFor(failure.Message));

    /// <summary>In order of place, each once: a macro that fails for ten models is one problem.</summary>
    public IReadOnlyList<Problem> InOrder() =>
        [.. _problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column).ThenBy(p => p.Message, StringComparer.Ordinal)];
}
