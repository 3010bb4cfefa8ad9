using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>People: they ask for the run, cancel it, and decide what becomes of a suspended one.</summary>
internal sealed class Operator(Chance chance, Weather weather)
{
    private int _cancels = 1;
    private int _requests = 3;
    private int _resumes = 4;

    public RequestRun First => Plans.Request(weather.Plan);

    /// <summary>What somebody does at any moment; null is nothing.</summary>
    public RunMessage? Act()
    {
        if (_cancels > 0 && chance.Of(weather.Cancel))
        {
            _cancels--;
            return New.CancelRun(First);
        }

        if (_requests == 0 || !chance.Of(weather.Request))
            return null;
        _requests--;
        return Plans.Request(weather.Plan, again: chance.Of(0.5));
    }

    /// <summary>What somebody does about a run that was suspended.</summary>
    /// <returns>Null leaves it to its expiry, or, with <paramref name="isLeft"/>, for good.</returns>
    public RunMessage? Decide(RunSuspended suspended, out bool isLeft)
    {
        isLeft = false;
        if (chance.Of(0.15))
            return New.CancelRun(suspended);
        if (_resumes > 0 && chance.Of(0.8))
        {
            _resumes--;
            return New.ResumeRun(suspended) with { Attempt = chance.Of(0.5) ? suspended.Attempt : 0 };
        }

        isLeft = chance.Of(0.5);
        return null;
    }

    /// <summary>When all is quiet, the run may be wanted once more.</summary>
    public RequestRun? Again()
    {
        if (_requests == 0 || !chance.Of(0.3))
            return null;
        _requests--;
        return Plans.Request(weather.Plan, again: chance.Of(0.7));
    }
}
