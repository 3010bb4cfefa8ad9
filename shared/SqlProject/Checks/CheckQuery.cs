using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>The query that selects a check's failing rows, as dbt writes it.</summary>
internal static partial class CheckQuery
{
    /// <exception cref="JinjaException">A template in it fails.</exception>
    public static string Render(CheckSource check, NodeRendering node)
    {
        if (check.Template is not null) return node.Render(check.Template);
        var relation = check.Table is not null ? node.Source(check.Table, check.At) : node.Ref(check.Node!, check.At);
        var subject = node.Config["where"]?.Value is string where ? $"(select * from {relation} where {where}) dbt_subquery" : relation.ToString();
        return check.Kind switch
        {
            CheckKind.Unique => Unique(subject, check.ColumnSql),
            CheckKind.NotNull => $"select *\nfrom {subject}\nwhere {check.ColumnSql} is null",
            CheckKind.AcceptedValues => AcceptedValues(subject, check),
            CheckKind.Relationships => Relationships(subject, check.ColumnSql, Argument(check, node, "to"), Argument(check, node, "field")),
            _ => Custom(check, node, subject),
        };
    }

    private static string Unique(string subject, string column) =>
        $"""
        select
            {column} as unique_field,
            count(*) as n_records
        from {subject}
        where {column} is not null
        group by {column}
        having count(*) > 1
        """;

    private static string AcceptedValues(string subject, CheckSource check)
    {
        var quoted = check.Arguments.GetValueOrDefault("quote")?.Value is not false;
        var values = ((List<object?>)check.Arguments["values"].Value!).Select(v => quoted ? SqlText.Literal(Text(v)) : Text(v));
        return $"""
            with all_values as (
                select
                    {check.ColumnSql} as value_field,
                    count(*) as n_records
                from {subject}
                group by {check.ColumnSql}
            )
            select *
            from all_values
            where value_field not in ({string.Join(", ", values)})
            """;
    }

    /// <summary>Whole child rows, so that a failing one can be found at its source.</summary>
    private static string Relationships(string subject, string column, object? parent, object? field) =>
        $"""
        with child as (
            select *
            from {subject}
            where {column} is not null
        ),
        parent as (
            select {field} as to_field
            from {parent}
        )
        select child.*
        from child
        left join parent on child.{column} = parent.to_field
        where parent.to_field is null
        """;

    private static string Custom(CheckSource check, NodeRendering node, string subject)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal) { ["model"] = subject };
        if (check.Column is not null) named["column_name"] = check.ColumnSql;
        foreach (var name in check.Arguments.Keys)
            named[name] = Argument(check, node, name);
        return node.Render(check.Macro!, named);
    }

    /// <summary>An argument's value; <c>ref('x')</c>, <c>source('x', 'y')</c> and templates are worked out.</summary>
    private static object? Argument(CheckSource check, NodeRendering node, string name)
    {
        var argument = check.Arguments[name];
        if (argument.Value is not string text) return argument.Value;
        if (Call().IsMatch(text)) return ConfigText.Render(node, $"{{{{ {text} }}}}", argument.At);
        return text.Contains("{{", StringComparison.Ordinal) ? ConfigText.Render(node, text, argument.At) : text;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"^\s*(ref|source)\s*\(.*\)\s*$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Call();
}
