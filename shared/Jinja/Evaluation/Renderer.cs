namespace EtlMesh.Jinja;

internal sealed class Renderer(Session session, string file)
{
    public Evaluator Evaluator { get; } = new(session, file);
    public string Run(IReadOnlyList<Statement> body, JinjaScope scope) => throw new NotSupportedException();
}
