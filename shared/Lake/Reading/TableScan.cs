using System.Text.Json;

namespace EtlMesh.Lake;

/// <summary>A scan of a table in a serialized plan, with the filters that the engine pushed down to it.</summary>
internal sealed class TableScan
{
    private readonly List<(string Column, JsonElement Filter)> _filters = [];

    private TableScan(string schema, string table) => (Schema, Table) = (schema, table);

    public string Schema { get; }

    public string Table { get; }

    /// <summary>All scans below an element.</summary>
    public static IEnumerable<TableScan> In(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(In);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        var below = element.EnumerateObject().SelectMany(property => In(property.Value));
        return Of(element) is { } scan ? below.Prepend(scan) : below;
    }

    /// <summary>Whether rows of a partition may pass. What is not understood keeps none away.</summary>
    public bool MayNeed(PartitionBounds partition) =>
        _filters.All(filter => partition.Find(filter.Column) is not { } bounds || MayPass(filter.Filter, bounds));

    private static TableScan? Of(JsonElement element)
    {
        if (!element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "LOGICAL_GET"
            || !element.TryGetProperty("function_data", out var data) || !data.TryGetProperty("table", out var table))
            return null;
        var scan = new TableScan(data.GetProperty("schema").GetString()!, table.GetString()!);
        var names = element.GetProperty("names");
        if (!element.TryGetProperty("table_filters", out var pushed) || !pushed.TryGetProperty("filters", out var filters))
            return scan;
        foreach (var filter in filters.EnumerateArray())
        {
            if (filter.GetProperty("key").TryGetInt32(out var column) && column < names.GetArrayLength())
                scan._filters.Add((names[column].GetString()!, filter.GetProperty("value")));
        }

        return scan;
    }

    private static bool MayPass(JsonElement filter, (string Type, long Least, long Greatest) bounds) => filter.GetProperty("filter_type").GetString() switch
    {
        "CONJUNCTION_AND" => filter.GetProperty("child_filters").EnumerateArray().All(child => MayPass(child, bounds)),
        "CONJUNCTION_OR" => filter.GetProperty("child_filters").EnumerateArray().Any(child => MayPass(child, bounds)),
        "OPTIONAL_FILTER" => !filter.TryGetProperty("child_filter", out var child) || child.ValueKind != JsonValueKind.Object || MayPass(child, bounds),
        "IN_FILTER" => filter.GetProperty("values").EnumerateArray().Any(value => Constant(value, bounds.Type) is not { } one || (one >= bounds.Least && one <= bounds.Greatest)),
        "EXPRESSION_FILTER" => !IsNullTest(filter.GetProperty("expr")), // rows of a partition have a date
        "CONSTANT_COMPARISON" when Constant(filter.GetProperty("constant"), bounds.Type) is { } value => filter.GetProperty("comparison_type").GetString() switch
        {
            "COMPARE_EQUAL" => value >= bounds.Least && value <= bounds.Greatest,
            "COMPARE_LESSTHAN" => bounds.Least < value,
            "COMPARE_LESSTHANOREQUALTO" => bounds.Least <= value,
            "COMPARE_GREATERTHAN" => bounds.Greatest > value,
            "COMPARE_GREATERTHANOREQUALTO" => bounds.Greatest >= value,
            "COMPARE_NOTEQUAL" => bounds.Least != value || bounds.Greatest != value,
            _ => true,
        },
        _ => true,
    };

    private static bool IsNullTest(JsonElement expression) =>
        expression.GetProperty("type").GetString() == "OPERATOR_IS_NULL"
        && expression.TryGetProperty("children", out var children) && children.EnumerateArray().All(child => child.GetProperty("type").GetString() == "BOUND_REF");

    /// <summary>A constant of the column's own type; null for another, or for NULL.</summary>
    private static long? Constant(JsonElement constant, string type) =>
        constant.TryGetProperty("type", out var of) && of.TryGetProperty("id", out var id) && id.GetString() == type
        && constant.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
