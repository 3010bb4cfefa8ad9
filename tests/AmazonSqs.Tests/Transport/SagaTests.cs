using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class SagaTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task SagaAndConsumerInTwoProcesses_FinishTheOrder()
    {
        var finished = new Inbox<Guid>();
        await using var worker = await BusProcess.StartAsync(cloud, _ => { }, bus => bus.AddConsumer<PackOrderConsumer>());
        await using var steering = await BusProcess.StartAsync(
            cloud,
            transport => transport.ReceiveEndpoint(Names.Queue(), endpoint => endpoint.Handler<OrderFinished>(context =>
            {
                finished.Add(context.Message.OrderId);
                return Task.CompletedTask;
            })),
            bus => bus.AddSagaStateMachine<OrderStateMachine, OrderState>().InMemoryRepository());

        var orders = Enumerable.Range(0, 20).Select(_ => NewId.NextGuid()).ToList();
        foreach (var order in orders)
            await steering.Bus.Publish(new OrderPlaced { OrderId = order, Parcels = 3 });

        Assert.Equal(orders.Order(), (await finished.NextAsync(20)).Order());
    }

    public sealed record OrderPlaced
    {
        public required Guid OrderId { get; init; }

        public required int Parcels { get; init; }
    }

    public sealed record PackOrder
    {
        public required Guid OrderId { get; init; }

        public required int Parcel { get; init; }
    }

    public sealed record OrderParcelPacked
    {
        public required Guid OrderId { get; init; }
    }

    public sealed record OrderFinished
    {
        public required Guid OrderId { get; init; }
    }

    public sealed class OrderState : SagaStateMachineInstance
    {
        public Guid CorrelationId { get; set; }

        public string CurrentState { get; set; } = "";

        public int Open { get; set; }
    }

    public sealed class OrderStateMachine : MassTransitStateMachine<OrderState>
    {
        public OrderStateMachine()
        {
            InstanceState(order => order.CurrentState);
            Event(() => Placed, placed => placed.CorrelateById(context => context.Message.OrderId));
            Event(() => Packed, packed => packed.CorrelateById(context => context.Message.OrderId));
            Initially(When(Placed)
                .Then(context => context.Saga.Open = context.Message.Parcels)
                .ThenAsync(async context =>
                {
                    for (var parcel = 0; parcel < context.Message.Parcels; parcel++)
                        await context.Publish(new PackOrder { OrderId = context.Saga.CorrelationId, Parcel = parcel });
                })
                .TransitionTo(Packing));
            During(Packing, When(Packed)
                .Then(context => context.Saga.Open--)
                .If(context => context.Saga.Open == 0, last => last
                    .PublishAsync(context => context.Init<OrderFinished>(new { OrderId = context.Saga.CorrelationId }))
                    .Finalize()));
        }

        public State Packing { get; private set; } = null!;

        public Event<OrderPlaced> Placed { get; private set; } = null!;

        public Event<OrderParcelPacked> Packed { get; private set; } = null!;
    }

    public sealed class PackOrderConsumer : IConsumer<PackOrder>
    {
        public Task Consume(ConsumeContext<PackOrder> context) => context.Publish(new OrderParcelPacked { OrderId = context.Message.OrderId });
    }
}
