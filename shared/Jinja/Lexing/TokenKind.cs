namespace EtlMesh.Jinja;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Text,
    PrintStart,
    PrintEnd,
    BlockStart,
    BlockEnd,
    Name,
    Integer,
    Float,
    String,
    Operator,
    End,
}
