using EtlMesh.AmazonSqs.Transport;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class HandRoomTests
{
    [Fact]
    public async Task Room_IsTakenByTens_AndNotMoreThanThereIs()
    {
        var room = new HandRoom(prefetch: 14, concurrency: 14);

        Assert.Equal(10, await room.TakeAsync(CancellationToken.None));
        Assert.Equal(4, await room.TakeAsync(CancellationToken.None));
        Assert.False(room.TakeAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task PollWithMessagesWaiting_WaitsForHalfTheirRoom()
    {
        var room = new HandRoom(prefetch: 10, concurrency: 2);
        await room.TakeAsync(CancellationToken.None);

        var next = room.TakeAsync(CancellationToken.None);
        room.Release(3);
        Assert.False(next.IsCompleted);
        room.Release(1);

        Assert.Equal(4, await next.Within());
    }

    [Fact]
    public async Task PollThatGivesUp_LeavesItsRoomToOthers()
    {
        var room = new HandRoom(prefetch: 10, concurrency: 2);
        await room.TakeAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var gaveUp = room.TakeAsync(stop.Token);
        room.Release(3);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        room.Release(1);

        Assert.Equal(4, await room.TakeAsync(CancellationToken.None).Within());
    }
}
