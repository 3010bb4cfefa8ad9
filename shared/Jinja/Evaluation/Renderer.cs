using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Runs statements, writing their text.</summary>
internal sealed class Renderer
{
    private readonly Session _session;
    private readonly string _file;
    private readonly Assigner _assigner;

    public Renderer(Session session, string file)
    {
        _session = session;
        _file = file;
        Evaluator = new Evaluator(session, file);
        _assigner = new Assigner(file);
    }

    public Evaluator Evaluator { get; }

    /// <summary>The text of a body, run in the given scope itself.</summary>
    public string Run(IReadOnlyList<Statement> body, JinjaScope scope)
    {
        var output = new StringBuilder();
        Run(body, scope, output);
        return output.ToString();
    }

    public void Run(IReadOnlyList<Statement> body, JinjaScope scope, StringBuilder output)
    {
        foreach (var statement in body)
            Run(statement, scope, output);
    }

    private void Run(Statement statement, JinjaScope scope, StringBuilder output)
    {
        switch (statement)
        {
            case Statement.Text text: Write(output, text.Value, text.At); break;
            case Statement.Print print: Write(output, PythonText.Of(Evaluator.Evaluate(print.Value, scope), _file, print.At), print.At); break;
            case Statement.If choice: RunIf(choice, scope, output); break;
            case Statement.For loop: new ForLoop(this, _session, _file, _assigner, loop, scope).Run(output); break;
            case Statement.Set set: _assigner.Assign(set.Target, Evaluator.Evaluate(set.Value, scope), scope); break;
            case Statement.SetBlock set: _assigner.Assign(set.Target, Filtered(set.Filtered, set.Body, scope), scope); break;
            case Statement.Macro macro: scope[macro.Definition.Name] = new BoundMacro(macro.Definition, _file, scope); break;
            case Statement.CallBlock call: Write(output, Call(call, scope), call.At); break;
            case Statement.FilterBlock block: Write(output, PythonText.Of(Filtered(block.Filtered, block.Body, scope), _file, block.At), block.At); break;
            case Statement.Do action: Evaluator.Evaluate(action.Value, scope); break;
            case Statement.With with: RunWith(with, scope, output); break;
        }
    }

    private void RunIf(Statement.If choice, JinjaScope scope, StringBuilder output)
    {
        foreach (var (condition, body) in choice.Branches)
        {
            if (condition is not null && !Truth.Of(Evaluator.Evaluate(condition, scope)))
                continue;
            Run(body, scope, output);
            return;
        }
    }

    private void RunWith(Statement.With with, JinjaScope scope, StringBuilder output)
    {
        var inner = new JinjaScope(scope);
        foreach (var (target, value) in with.Values)
            _assigner.Assign(target, Evaluator.Evaluate(value, scope), inner);
        Run(with.Body, inner, output);
    }

    private object? Filtered(Expression? filters, IReadOnlyList<Statement> body, JinjaScope scope)
    {
        var text = Run(body, new JinjaScope(scope));
        return filters is null ? text : Evaluator.Evaluate(filters, new JinjaScope(scope) { [Statement.Captured] = text });
    }

    private string Call(Statement.CallBlock block, JinjaScope scope)
    {
        var caller = new BoundMacro(block.Caller, _file, scope);
        return PythonText.Of(Evaluator.Call(block.Call, scope, caller), _file, block.At);
    }

    private void Write(StringBuilder output, string text, Position at)
    {
        if (output.Length + text.Length > _session.Limits.OutputCharacters)
            throw new JinjaException(_file, at.Line, at.Column, $"the output grows beyond {_session.Limits.OutputCharacters} characters, the limit (JinjaLimits.OutputCharacters)");
        output.Append(text);
    }
}
