namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Messages of one FIFO group go one after the other; when one goes back to the queue, those in hand behind it do too.</summary>
internal sealed class GroupLanes
{
    private readonly Dictionary<string, Task<bool>> lanes = new(StringComparer.Ordinal);
    private readonly Lock entering = new();

    /// <summary>Waits for the group's earlier messages, then works on this one.</summary>
    /// <param name="work">Whether the message is done with.</param>
    /// <param name="giveBack">Called instead, when an earlier message was not.</param>
    public Task RunAsync(string group, Func<Task<bool>> work, Func<Task> giveBack)
    {
        lock (entering)
        {
            var mine = FollowAsync(lanes.GetValueOrDefault(group, Task.FromResult(true)), work, giveBack);
            lanes[group] = mine;
            return LeaveAsync(group, mine);
        }
    }

    private static async Task<bool> FollowAsync(Task<bool> earlier, Func<Task<bool>> work, Func<Task> giveBack)
    {
        await Task.Yield();
        if (await earlier)
            return await work();
        await giveBack();
        return false;
    }

    private async Task LeaveAsync(string group, Task<bool> mine)
    {
        await mine;
        lock (entering)
        {
            if (lanes.GetValueOrDefault(group) == mine)
                lanes.Remove(group);
        }
    }
}
