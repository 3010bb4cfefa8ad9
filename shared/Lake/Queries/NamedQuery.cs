using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Lake;

/// <summary>A query with a name, a description and parameters. It begins with comments: first what it is for, then a line for each parameter, <c>-- param top integer = 20: how many</c>; the SQL has them as <c>$top</c>.</summary>
public sealed partial record NamedQuery
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<QueryParameter> Parameters { get; init; }

    public required string Sql { get; init; }

    /// <exception cref="TerminalEtlException">A line of a parameter is not of that form, or the SQL and the lines name different parameters.</exception>
    public static NamedQuery Parse(string name, string sql)
    {
        var (description, parameters) = (new List<string>(), new List<QueryParameter>());
        foreach (var line in sql.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal)))
        {
            if (!line.StartsWith("--", StringComparison.Ordinal))
                continue;
            var comment = line[2..].Trim();
            if (comment.StartsWith("param ", StringComparison.Ordinal))
                parameters.Add(Parameter(name, comment));
            else if (parameters.Count == 0 && comment.Length > 0)
                description.Add(comment);
        }

        var used = ParameterMarks.In(sql);
        if (used.Except(parameters.Select(parameter => parameter.Name)).FirstOrDefault() is { } undeclared)
            throw new TerminalEtlException($"Reading the query {name}: it has ${undeclared}, and no line says what that is. Add `-- param {undeclared} varchar = '…': what it is` at its top.");
        if (parameters.Select(parameter => parameter.Name).Except(used).FirstOrDefault() is { } unused)
            throw new TerminalEtlException($"Reading the query {name}: the parameter {unused} is nowhere in its SQL. Write ${unused} where it counts, or remove its line.");
        return new NamedQuery { Name = name, Description = string.Join(' ', description), Parameters = parameters, Sql = sql };
    }

    /// <summary>The SQL with its parameters in place.</summary>
    /// <param name="given">Values by name; those with defaults may be left out.</param>
    /// <exception cref="TerminalEtlException">One is unknown, or missing.</exception>
    public string With(IReadOnlyDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(name => Parameters.All(parameter => parameter.Name != name)) is { } unknown)
            throw new TerminalEtlException($"Running the query {Name}: it has no parameter {unknown}; {(Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", Parameters.Select(parameter => parameter.Name))}")}.");
        if (Parameters.FirstOrDefault(parameter => parameter.Default is null && !given.ContainsKey(parameter.Name)) is { } missing)
            throw new TerminalEtlException($"Running the query {Name}: it needs {missing.Name} ({missing.Type}{(missing.Description.Length > 0 ? $": {missing.Description}" : "")}). Add --set {missing.Name}=….");
        return ParameterMarks.Replace(Sql, name => Parameters.Single(parameter => parameter.Name == name).Literal(given.GetValueOrDefault(name)));
    }

    private static QueryParameter Parameter(string query, string line)
    {
        var match = Form().Match(line);
        return match.Success
            ? new QueryParameter(match.Groups["name"].Value, match.Groups["type"].Value, match.Groups["default"].Success ? match.Groups["default"].Value.Trim('\'') : null, match.Groups["text"].Value.Trim())
            : throw new TerminalEtlException($"Reading the query {query}: `{line}` is no parameter. Write `-- param name type = default: what it is`; types are {QueryParameter.Types}.");
    }

    [GeneratedRegex(@"^param\s+(?<name>[a-z_][a-z0-9_]*)\s+(?<type>boolean|integer|bigint|double|decimal\([0-9]+,\s*[0-9]+\)|varchar|date|timestamp)(\s*=\s*(?<default>'[^']*'|[^\s:']+))?\s*(:(?<text>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
