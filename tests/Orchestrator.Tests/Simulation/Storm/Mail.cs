using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>All messages under way, in no order.</summary>
internal sealed class Mail(Chance chance, Weather weather)
{
    private readonly List<Letter> _underWay = [];
    private readonly List<Letter> _arrived = [];

    public int Step { get; private set; }

    public bool IsEmpty => _underWay.Count == 0;

    /// <summary>Sends one: it may take long, and may come twice.</summary>
    public void Send(Letter letter)
    {
        var late = letter.Message is PublishRelease or InquireRelease ? weather.SlowPublish : weather.Late;
        do
            _underWay.Add(letter with { NotBefore = chance.Of(late) ? Step + chance.Between(1, 150) : 0 });
        while (chance.Of(weather.Twice));
    }

    /// <summary>It was taken and not acknowledged: it will come again.</summary>
    public void Return(Letter letter) => _underWay.Add(letter with { NotBefore = Step + chance.Between(0, 20) });

    /// <summary>Any that may arrive by now; null when there is none.</summary>
    public Letter? Take()
    {
        Step++;
        if (_arrived.Count > 0 && chance.Of(weather.OldNews))
            return chance.One(_arrived);
        var there = _underWay.Count(letter => letter.NotBefore <= Step);
        if (there == 0)
            return null;
        var chosen = chance.Between(0, there);
        var index = _underWay.FindIndex(letter => letter.NotBefore <= Step && chosen-- == 0);
        var taken = _underWay[index];
        _underWay.RemoveAt(index);
        _arrived.Add(taken);
        return taken;
    }

    /// <summary>Nothing else happens until the next one arrives.</summary>
    public void Wait() => Step = Math.Max(Step, _underWay.Min(letter => letter.NotBefore));
}
