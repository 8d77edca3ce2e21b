using System.Globalization;

namespace Broker.Cli.Up;

/// <summary>Decides what happens to the nodes of a local cluster. Pure: processes, clock and terminal are <see cref="LocalCluster"/>'s.</summary>
internal sealed class LocalClusterState
{
    private readonly UpSettings _settings;
    private readonly Node[] _nodes;
    private readonly List<UpEffect> _effects = [];
    private bool _announced;
    private bool _ending;
    private int _exitCode = ExitCode.Clean;

    public LocalClusterState(UpSettings settings)
    {
        _settings = settings;
        _nodes = [.. Enumerable.Range(0, settings.Nodes).Select(_ => new Node())];
    }

    public IReadOnlyList<UpEffect> Handle(UpEvent happened)
    {
        _effects.Clear();
        switch (happened)
        {
            case UpEvent.Begun:
                Begin();
                break;
            case UpEvent.NodeReady ready when IsCurrent(ready.Node, ready.Life):
                Ready(ready);
                break;
            case UpEvent.NodeExited exited when IsCurrent(exited.Node, exited.Life):
                Exited(exited.Node, exited.ExitCode);
                break;
            case UpEvent.NodeNotStarted failed when IsCurrent(failed.Node, failed.Life):
                NotStarted(failed);
                break;
            case UpEvent.Typed typed:
                Typed(typed.Line);
                break;
            case UpEvent.StopRequested:
                StopAll();
                break;
            case UpEvent.DeadlinePassed late when IsCurrent(late.Node, late.Life) && _nodes[late.Node].State == late.While:
                Late(late);
                break;
        }

        return [.. _effects];
    }

    private static string Name(int node) => UpSettings.NameOf(node);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    private bool IsCurrent(int node, int life) => _nodes[node].Life == life;

    private void Say(string text) => _effects.Add(new UpEffect.Say(text));

    private void Begin()
    {
        for (var node = 0; node < _nodes.Length; node++)
        {
            Start(node);
        }
    }

    private void Start(int node)
    {
        _nodes[node].Life++;
        _nodes[node].StartAgain = false;
        _nodes[node].Killed = false;
        _effects.Add(new UpEffect.Start(node, _nodes[node].Life));
        Enter(node, NodeState.Starting);
    }

    private void Enter(int node, NodeState state)
    {
        _nodes[node].State = state;
        if (state is NodeState.Starting or NodeState.Stopping)
        {
            _effects.Add(new UpEffect.Watch(node, _nodes[node].Life, state));
        }
    }

    private void Ready(UpEvent.NodeReady ready)
    {
        if (_nodes[ready.Node].State != NodeState.Starting)
        {
            return;
        }

        Enter(ready.Node, NodeState.Ready);
        Say($"{Name(ready.Node)} is ready after {Seconds(ready.After)}: {_settings.Url(ready.Node)}");
        if (!_announced && Array.TrueForAll(_nodes, node => node.State == NodeState.Ready))
        {
            _announced = true;
            Say($"All {_nodes.Length} nodes are ready after {Seconds(ready.After)}. Type {NodeCommand.Usage}");
        }
    }

    private void Exited(int node, int exitCode)
    {
        var before = _nodes[node];
        var asked = before.State == NodeState.Stopping;
        Enter(node, NodeState.Ended);
        var how = before.Killed ? "was killed" : asked ? "has stopped" : "ended by itself";
        var hint = _ending || before.StartAgain ? "" : $". Type 'start {node + 1}' to bring it back";
        Say(before.Killed ? $"{Name(node)} {how}{hint}" : $"{Name(node)} {how} with exit code {exitCode}{hint}");
        if (_ending)
        {
            EndWhenAllEnded();
        }
        else if (before.StartAgain)
        {
            Start(node);
        }
        else if (!asked && !before.Killed && !_announced)
        {
            // A node that cannot even start means wrong settings: the others would only wait for it.
            Fail($"{Name(node)} did not start");
        }
    }

    private void NotStarted(UpEvent.NodeNotStarted failed)
    {
        Enter(failed.Node, NodeState.Ended);
        Fail($"{Name(failed.Node)} could not be started: {failed.Reason}");
    }

    private void Fail(string why)
    {
        Say(why);
        _exitCode = ExitCode.Failed;
        StopAll();
    }

    private void Late(UpEvent.DeadlinePassed late)
    {
        if (late.While == NodeState.Starting)
        {
            Say($"{Name(late.Node)} is still not ready; see its log above");
            if (!_announced)
            {
                Fail("The cluster did not form");
            }
        }
        else
        {
            Say($"{Name(late.Node)} did not stop in time and is killed");
            _exitCode = ExitCode.Failed;
            Kill(late.Node);
        }
    }

    private void Typed(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        var (command, error) = NodeCommand.Parse(line, _nodes.Length);
        switch (command?.Kind)
        {
            case null:
                Say(error!);
                break;
            case NodeCommandKind.Help:
                Say($"Commands: {NodeCommand.Usage}");
                break;
            case NodeCommandKind.Status:
                Status();
                break;
            case NodeCommandKind.Quit:
                StopAll();
                break;
            default:
                Run(command.Kind, command.Node);
                break;
        }
    }

    private void Run(NodeCommandKind kind, int node)
    {
        var runs = _nodes[node].State != NodeState.Ended;
        switch (kind)
        {
            case NodeCommandKind.Start or NodeCommandKind.Restart when !runs && !_ending:
                Start(node);
                break;
            case NodeCommandKind.Start:
                Say($"{Name(node)} runs already");
                break;
            case NodeCommandKind.Restart when !_ending:
                _nodes[node].StartAgain = true;
                Stop(node);
                break;
            case NodeCommandKind.Stop when runs:
                Stop(node);
                break;
            case NodeCommandKind.Kill when runs:
                Kill(node);
                break;
            default:
                Say($"{Name(node)} does not run");
                break;
        }
    }

    private void Status()
    {
        for (var node = 0; node < _nodes.Length; node++)
        {
            Say($"{Name(node),-8} {_nodes[node].State.ToString().ToLowerInvariant(),-9} {_settings.Url(node)}");
        }
    }

    private void Stop(int node)
    {
        if (_nodes[node].State is NodeState.Starting or NodeState.Ready)
        {
            _effects.Add(new UpEffect.Stop(node));
            Enter(node, NodeState.Stopping);
        }
    }

    private void Kill(int node)
    {
        _nodes[node].Killed = true;
        _effects.Add(new UpEffect.Kill(node));
    }

    private void StopAll()
    {
        if (_ending)
        {
            return;
        }

        _ending = true;
        for (var node = 0; node < _nodes.Length; node++)
        {
            Stop(node);
        }

        EndWhenAllEnded();
    }

    private void EndWhenAllEnded()
    {
        if (Array.TrueForAll(_nodes, node => node.State == NodeState.Ended))
        {
            _effects.Add(new UpEffect.End(_exitCode));
        }
    }

    private sealed class Node
    {
        public NodeState State { get; set; }

        /// <summary>Counts the processes, so that news of an earlier one are told from those of the present one.</summary>
        public int Life { get; set; }

        public bool StartAgain { get; set; }

        public bool Killed { get; set; }
    }
}
