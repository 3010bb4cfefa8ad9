namespace EtlMesh.Jinja;

/// <summary>A template, read once and rendered any number of times, also from several threads.</summary>
public sealed class JinjaTemplate
{
    private readonly IReadOnlyList<Statement> _body;

    private JinjaTemplate(string file, IReadOnlyList<Statement> body)
    {
        File = file;
        _body = body;
        Macros = [.. body.OfType<Statement.Macro>().Select(m => new JinjaMacro(m.Definition, file))];
    }

    /// <summary>The template's name as its author knows it.</summary>
    public string File { get; }

    /// <summary>The macros and generic tests that the template defines outside any block, in order.</summary>
    public IReadOnlyList<JinjaMacro> Macros { get; }

    /// <param name="source">The template's text; any line ends, which become <c>\n</c>.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="options">How the text around tags is kept.</param>
    /// <exception cref="JinjaException">The text is not a template, with the place.</exception>
    public static JinjaTemplate Parse(string source, string file, JinjaOptions? options = null) =>
        new(file, TemplateParser.Parse(source, file, options ?? JinjaOptions.Default));

    /// <summary>The template's text. The scope is only read; what the template sets is forgotten.</summary>
    /// <exception cref="JinjaException">Anything that goes wrong, with its place; also what host functions throw.</exception>
    public string Render(JinjaScope scope, JinjaLimits? limits = null, CancellationToken ct = default)
    {
        var session = new Session(limits ?? JinjaLimits.Default, ct);
        try
        {
            return new Renderer(session, File).Run(_body, new JinjaScope(scope));
        }
        catch (MacroReturn returned)
        {
            throw returned.Call!.Error($"`{returned.Call.Name}` ends a macro, and this is outside a macro");
        }
    }
}
