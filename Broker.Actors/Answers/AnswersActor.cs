using Broker.Actors.Hosting;
using Broker.Actors.Publishing;

namespace Broker.Actors.Answers;

/// <summary>
/// Sends answers of this node's owners to the nodes of their publishers, and hands out what comes from those: carries out what
/// <see cref="AnswersState{TNode}"/> decides.
/// </summary>
public sealed class AnswersActor : UntypedActor, IWithTimers
{
    /// <summary>The name under <c>/user</c>, by which the actors of other nodes find it.</summary>
    public const string Name = "answers";

    // More than the nodes of any cluster; addresses of nodes that are gone are forgotten with the others.
    private const int MaxWays = 256;

    private readonly List<AnswersEffect<Address>> _effects = [];
    private readonly Dictionary<Address, ActorSelection> _ways = [];
    private readonly AnswersState<Address> _state;
    private readonly BrokerServices _services;
    private TickTimer _timer;

    public AnswersActor(BrokerServices services)
    {
        _services = services;
        _state = new AnswersState<Address>(services.Publishing);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _services.Clock.Now;
        switch (message)
        {
            case PublishAnswer answer:
                _state.Add(Sender.Path.Address, answer, now, _effects);
                break;
            case AnswerHurry hurry:
                Hurry(hurry.Answer);
                break;
            case PublishAnswers answers:
                HandOut(answers);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            default:
                Unhandled(message);
                return;
        }

        foreach (var effect in _effects)
        {
            _services.Metrics.Publishing.Gathered(effect.Message.Answers.Count);
            WayTo(effect.Node).Tell(effect.Message, Self);
        }

        _effects.Clear();
        _timer.Follow(_state.NextTick, now, Timers);
    }

    private void Hurry(PublishAnswer answer)
    {
        if (!_state.TryAddHurried(Sender.Path.Address, answer, _effects))
        {
            Sender.Tell(answer, Self);
        }
    }

    private void HandOut(PublishAnswers answers)
    {
        foreach (var answer in answers.Answers)
        {
            _services.Publishers.Find(answer.Publisher)?.Tell(answer, Self);
        }
    }

    private ActorSelection WayTo(Address node)
    {
        if (!_ways.TryGetValue(node, out var way))
        {
            if (_ways.Count >= MaxWays)
            {
                _ways.Clear();
            }

            way = Context.ActorSelection($"{node}/user/{Name}");
            _ways.Add(node, way);
        }

        return way;
    }
}
