namespace EtlMesh.Jinja;

internal sealed class Evaluator(Session session, string file)
{
    public object? Evaluate(Expression e, JinjaScope s) => throw new NotSupportedException(file + session);
}
