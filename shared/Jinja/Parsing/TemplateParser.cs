namespace EtlMesh.Jinja;

internal static class TemplateParser
{
    public static IReadOnlyList<Statement> Parse(string source, string file, JinjaOptions options) => throw new NotSupportedException();
}
