namespace EtlMesh.DuckDb;

/// <summary>An open transaction: disposing it without <see cref="Commit"/> rolls back.</summary>
public sealed class DuckDbTransaction : IDisposable
{
    private readonly DuckDbConnection _connection;
    private bool _ended;

    internal DuckDbTransaction(DuckDbConnection connection) => _connection = connection;

    /// <exception cref="DuckDbException">Kind <see cref="DuckDbErrorKind.Transaction"/> after a conflict; nothing was written then.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        // A commit that fails has rolled back.
        _ended = true;
        _connection.Execute("commit");
    }

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        _connection.CloseResult();
        try
        {
            _connection.Execute("rollback");
        }
        catch (Exception e) when (e is ObjectDisposedException || e is DuckDbException { Kind: DuckDbErrorKind.Transaction })
        {
            // The connection is gone, or the engine has rolled back already.
        }
    }
}
