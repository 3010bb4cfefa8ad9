namespace EtlMesh.Pipelines;

/// <summary>What becomes of dates that are none: MySQL's <c>0000-00-00</c>, and <c>2026-02-00</c>.</summary>
public enum InvalidDates
{
    /// <summary>The row goes to quarantine with the reason.</summary>
    Quarantine,

    /// <summary>The value is NULL.</summary>
    Null,

    /// <summary>The night stops.</summary>
    Fail,
}
