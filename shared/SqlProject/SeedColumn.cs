namespace EtlMesh.SqlProject;

/// <summary>A column of a seed.</summary>
/// <param name="Name">As in the header.</param>
/// <param name="Type">SQL type: declared by <c>column_types</c>, or the narrowest of bigint, double precision, boolean, date, timestamp and varchar that holds all values.</param>
public sealed record SeedColumn(string Name, string Type);
