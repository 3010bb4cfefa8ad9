using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>Says of the database's errors whether they may pass by themselves, and what to do.</summary>
internal static class MySqlFaults
{
    private const string Later = "It is tried again.";

    /// <summary>Runs something that talks to the server.</summary>
    /// <param name="doing">What, to what.</param>
    /// <exception cref="TransientEtlException">It may pass.</exception>
    /// <exception cref="TerminalEtlException">It will not.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the server was told to stop.</exception>
    public static T Run<T>(string doing, Func<T> work, CancellationToken ct)
    {
        try
        {
            return work();
        }
        catch (MySqlException e)
        {
            ct.ThrowIfCancellationRequested();
            throw Of(doing, e);
        }
    }

    public static void Run(string doing, Action work, CancellationToken ct) => Run(
        doing,
        () =>
        {
            work();
            return true;
        },
        ct);

    public static Exception Of(string doing, MySqlException e)
    {
        var message = $"{doing}: {e.Message.TrimEnd('.', ' ')} (error {e.Code}). {Remedy(e)}";
        return MayPass(e) ? new TransientEtlException(message, e) : new TerminalEtlException(message, e);
    }

    public static bool MayPass(MySqlException e) => e.Code switch
    {
        // the server: too many connections, shutting down, out of memory or disk for now
        1040 or 1053 or 1077 or 1079 or 1080 or 1129 or 1135 or 1203 or 1226 or 1021 or 1037 or 1038 or 1041 => true,
        // locks, and statements that somebody or a limit ended
        1205 or 1213 or 1317 or 1412 or 1615 or 1927 or 1969 or 3024 or 3572 or 4031 => true,
        // the network
        1152 or (>= 1156 and <= 1161) or 1184 => true,
        2002 or 2003 or 2004 or 2005 or 2006 or 2012 or 2013 or 2027 or 2055 or 5014 => true,
        _ => e.State.StartsWith("08", StringComparison.Ordinal) || e.State.StartsWith("40", StringComparison.Ordinal),
    };

    private static string Remedy(MySqlException e) => e.Code switch
    {
        1044 or 1045 or 1698 or 1130 or 1251 => "Check user and password in the source's connection, and what the user may do from this host.",
        1142 or 1143 or 1227 => "Grant the source's user SELECT on its tables.",
        1049 => "Check the database in the source's connection.",
        1146 or 1109 => "Check the table's name in the pipeline file.",
        1054 => "The table has changed, or `columns:` names what it has not: correct the pipeline file, or start a new attempt.",
        1064 => "Check `sensor: { query: … }` in the pipeline file.",
        1040 or 1203 or 1226 => "Lower `max_connections:` of the source, or raise the server's limit. " + Later,
        1969 or 3024 => "The server limits how long a statement may run: raise its limit for the source's user, or raise `slices:`. " + Later,
        2026 => "Check `ssl-mode` and `ssl-ca` in the source's connection, and the server's certificate.",
        2058 or 2059 or 2061 => "The server asks for a way to log in that the client library has no plugin for: give the user another one.",
        _ when MayPass(e) => Later,
        _ => "Correct the source or the pipeline file, and run again.",
    };
}
