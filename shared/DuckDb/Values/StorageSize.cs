using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>Bytes of one element in a vector.</summary>
internal static class StorageSize
{
    public static int Of(VectorType type) => type.Stored switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.TinyInt or DuckDbTypeId.UTinyInt => 1,
        DuckDbTypeId.SmallInt or DuckDbTypeId.USmallInt => 2,
        DuckDbTypeId.Integer or DuckDbTypeId.UInteger or DuckDbTypeId.Float or DuckDbTypeId.Date => 4,
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Uuid or DuckDbTypeId.Interval => 16,
        DuckDbTypeId.Varchar or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.BigNum => 16,
        DuckDbTypeId.List or DuckDbTypeId.Map => 16,
        _ => 8,
    };
}
