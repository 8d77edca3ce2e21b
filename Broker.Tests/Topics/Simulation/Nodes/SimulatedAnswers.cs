using Broker.Actors.Answers;
using Broker.Actors.Publishing;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's gathering of answers as its actor runs it.</summary>
internal sealed class SimulatedAnswers : SimulatedActor
{
    private readonly List<AnswersEffect<SimulatedNode>> _effects = [];
    private readonly Dictionary<PublisherId, SimulatedActor> _publishers = [];
    private readonly AnswersState<SimulatedNode> _state;

    public SimulatedAnswers(SimulatedNode node)
        : base(node) =>
        _state = new AnswersState<SimulatedNode>(World.Plan.Publishing);

    protected override long? NextTick => _state.NextTick;

    /// <summary>A publisher of this node.</summary>
    public void Enter(PublisherId id, SimulatedActor publisher) => _publishers[id] = publisher;

    public override void Receive(SimulatedActor from, object message)
    {
        switch (message)
        {
            case AnswerWaits { IsHurried: false } late:
                _state.Add(late.Publisher.Node, late.Answer, Now, _effects);
                break;
            case AnswerWaits late:
                Hurry(late);
                break;
            case PublishAnswers answers:
                HandOut(answers);
                break;
        }

        Carry();
    }

    public override string ToString() => $"answers@{Node}";

    protected override void Tick()
    {
        _state.Tick(Now, _effects);
        Carry();
    }

    private void Hurry(AnswerWaits late)
    {
        if (_state.TryAddHurried(late.Publisher.Node, late.Answer, _effects))
        {
            World.Statistics.AnswersHurried++;
        }
        else
        {
            World.Links.Send(this, late.Publisher, late.Answer);
        }
    }

    private void HandOut(PublishAnswers answers)
    {
        foreach (var answer in answers.Answers)
        {
            if (_publishers.TryGetValue(answer.Publisher, out var publisher))
            {
                World.Links.Send(this, publisher, answer);
            }
        }
    }

    private void Carry()
    {
        foreach (var effect in _effects)
        {
            World.Statistics.AnswerBatches++;
            World.Statistics.AnswersGathered += effect.Message.Answers.Count;
            World.Links.Send(this, effect.Node.Answers, effect.Message);
        }

        _effects.Clear();
        FollowTick();
    }
}
