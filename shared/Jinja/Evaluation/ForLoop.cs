using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Runs a <c>for</c>, also again for the items of a recursive one.</summary>
internal sealed class ForLoop(Renderer renderer, Session session, string file, Assigner assigner, Statement.For loop, JinjaScope scope)
{
    public void Run(StringBuilder output)
    {
        var value = renderer.Evaluator.Evaluate(loop.Items, scope);
        Run(value, loop.Items.At, depth: 0, output);
    }

    /// <summary>What <c>loop(items)</c> gives in a recursive loop.</summary>
    public string Again(JinjaCall call, int depth)
    {
        if (!loop.Recursive)
            throw call.Error("`loop` can be called only when the loop is marked `recursive`");
        var items = Signature.Parse("items").Bind(call)[0];
        session.Enter(call.File, call.At, "the recursive loop");
        try
        {
            var output = new StringBuilder();
            Run(items, call.At, depth, output);
            return output.ToString();
        }
        finally
        {
            session.Leave();
        }
    }

    private void Run(object? value, Position at, int depth, StringBuilder output)
    {
        var items = Selected(Items(value, at));
        if (items.Count == 0)
        {
            renderer.Run(loop.Otherwise, new JinjaScope(scope), output);
            return;
        }

        var state = new LoopState(this, items, depth);
        for (var i = 0; i < items.Count; i++)
        {
            session.Iterate(file, loop.At);
            state.Index = i;
            var pass = new JinjaScope(scope) { ["loop"] = state };
            assigner.Assign(loop.Target, items[i], pass);
            renderer.Run(loop.Body, pass, output);
        }
    }

    private IReadOnlyList<object?> Items(object? value, Position at)
    {
        if (value is JinjaUndefined { IsSilent: false } undefined)
            throw undefined.Failure(file, at);
        // A copy, so that appending to the list inside the loop neither breaks nor prolongs it.
        return Sequence.TryOf(value) is { } items
            ? [.. items]
            : throw new JinjaException(file, at.Line, at.Column, $"{TypeName.WithArticle(value)} cannot be iterated");
    }

    private IReadOnlyList<object?> Selected(IReadOnlyList<object?> items)
    {
        if (loop.Condition is null)
            return items;
        List<object?> selected = [];
        foreach (var item in items)
        {
            session.Iterate(file, loop.At);
            var inner = new JinjaScope(scope);
            assigner.Assign(loop.Target, item, inner);
            if (Truth.Of(renderer.Evaluator.Evaluate(loop.Condition, inner)))
                selected.Add(item);
        }

        return selected;
    }
}
