namespace EtlMesh.Pipelines;

/// <summary>What is wrong with a file that a person wrote: where, what, and how to mend it.</summary>
/// <param name="File">Path as the person knows it, relative to the pipeline's folder.</param>
/// <param name="Line">From 1; 0 when the problem is the file itself.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Problem(string File, int Line, int Column, string Message, string Remedy)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : Column == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Column}";
        return $"{place}: {Message}; {Remedy}";
    }
}
