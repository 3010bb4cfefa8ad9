namespace EtlMesh.Nights.Tests.FinancialTransactions;

/// <summary>A transaction as a source delivers it.</summary>
internal sealed record RawTransaction(
    string Source, string Id, string? Customer, string? Amount, string? Currency, string? Status, string? Merchant, string? MerchantCountry, string? Category, string Channel, string? Occurred, DateTime Updated);
