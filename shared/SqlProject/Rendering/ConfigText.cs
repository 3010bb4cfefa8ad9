using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Templates inside YAML: settings such as <c>+schema: "{{ var('area') }}"</c>.</summary>
internal static class ConfigText
{
    /// <summary>Renders each setting that holds a template, in place.</summary>
    public static void Render(NodeRendering node, ProblemLog problems)
    {
        foreach (var (key, setting) in node.Config.All.ToList())
        {
            if (setting.Value is not string text || !text.Contains("{{", StringComparison.Ordinal)) continue;
            try
            {
                node.Config.Set(key, Render(node, text, setting.At), setting.At);
            }
            catch (JinjaException e)
            {
                problems.Add(e, setting.At);
            }
        }
    }

    /// <exception cref="JinjaException">With the place in the YAML file.</exception>
    public static string Render(NodeRendering node, string text, Place at)
    {
        var before = node.WrittenAt;
        node.WrittenAt = at;
        try
        {
            return node.Render(JinjaTemplate.Parse(text, at.File));
        }
        catch (JinjaException e)
        {
            throw new JinjaException(at.File, at.Line, at.Column, e.Message, e);
        }
        finally
        {
            node.WrittenAt = before;
        }
    }
}
