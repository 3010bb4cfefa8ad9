namespace EtlMesh.Nights.Tests.SalesLake;

/// <summary>An order line that was sold.</summary>
internal sealed record Sale(long Line, long Order, int Customer, int Product, DateTime SoldAt, int Quantity, decimal UnitPrice, decimal Revenue);
