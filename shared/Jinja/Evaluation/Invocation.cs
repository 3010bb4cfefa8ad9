namespace EtlMesh.Jinja;

/// <summary>Calls a callable value, and gives what host code throws a place in the template.</summary>
internal static class Invocation
{
    public static bool IsCallable(object? value) => value is JinjaFunction or IJinjaObject { IsCallable: true };

    public static object? Invoke(object? callable, JinjaCall call)
    {
        try
        {
            return callable switch
            {
                JinjaFunction function => Placed(function(call), call),
                BoundMacro macro => macro.Run(call),
                IJinjaObject target => Placed(target.Invoke(call), call),
                JinjaUndefined undefined => throw undefined.Failure(call.File, call.At),
                _ => throw call.Error($"`{call.Name}` is {TypeName.WithArticle(callable)} and cannot be called"),
            };
        }
        catch (MacroReturn returned)
        {
            returned.Call ??= call;
            throw;
        }
        catch (Exception e) when (e is not (JinjaException or MacroReturn or OperationCanceledException))
        {
            throw call.Error(e is JinjaTypeException ? e.Message : $"`{call.Name}` failed: {e.Message}", e);
        }
    }

    private static object? Placed(object? value, JinjaCall call) =>
        JinjaValue.From(value) is var result && result is JinjaUndefined undefined ? undefined.PlacedAt(call.File, call.At) : result;
}
