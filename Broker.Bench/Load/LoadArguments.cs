using System.Globalization;
using System.Net;

namespace Broker.Bench.Load;

/// <summary>What was asked for on the command line.</summary>
internal sealed class LoadArguments
{
    public const string Usage = """
        load SCENARIO[,SCENARIO...] [--nodes 1] [--way plain|mqtt] [--rounds 1] [--json FILE]
             [--clients N] [--rate MESSAGES] [--window 32] [--payload 128] [--seconds 10] [--warmup 3] [--settle 3]
             [--others N] [--other-filters N] connections beside, that the messages do not concern: with a topic, or a filter, of their own
             [--set KEY=VALUE ...]            settings of the nodes that are started
             [--node FOLDER ...]              published nodes to compare, in turns, instead of the one beside this program
             [--urls HOST:PORT,... --pids PID,...]   a broker that runs already, instead of nodes of its own
        """;

    private readonly ILookup<string, string> _values;

    public LoadArguments(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new ArgumentException("which scenario?");
        }

        Scenarios = [.. arguments[0].Split(',').Select(static name =>
            Array.Find(Scenario.All, scenario => scenario.Name == name) ?? throw new ArgumentException($"there is no scenario {name}"))];
        if (arguments.Length % 2 == 0)
        {
            throw new ArgumentException("each option takes a value");
        }

        _values = Enumerable.Range(0, arguments.Length / 2).ToLookup(i => arguments[(2 * i) + 1], i => arguments[(2 * i) + 2]);
        string[] known = ["--nodes", "--way", "--rounds", "--json", "--clients", "--rate", "--window", "--payload", "--seconds", "--warmup",
            "--settle", "--others", "--other-filters", "--set", "--node", "--urls", "--pids"];
        if (_values.FirstOrDefault(option => !known.Contains(option.Key)) is { } unknown)
        {
            throw new ArgumentException($"there is no option {unknown.Key}");
        }
    }

    public IReadOnlyList<Scenario> Scenarios { get; }

    public int Nodes => (int)Number("--nodes", 1);

    public int Rounds => (int)Number("--rounds", 1);

    public string? Json => Last("--json");

    /// <summary>The folders of the nodes to compare; null is the one beside this program.</summary>
    public IReadOnlyList<string?> Programs => _values.Contains("--node") ? [.. _values["--node"]] : [null];

    public IReadOnlyDictionary<string, string> Settings =>
        _values["--set"].Select(static setting => setting.Split('=', 2)).ToDictionary(static parts => parts[0], static parts => parts[1]);

    public IReadOnlyList<IPEndPoint>? Urls => Last("--urls")?.Split(',').Select(static url => IPEndPoint.Parse(url)).ToArray();

    public IReadOnlyList<int> Processes => [.. (Last("--pids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];

    /// <summary>The options of one run.</summary>
    public LoadOptions For(Scenario scenario, string label, IReadOnlyList<IPEndPoint> nodes, IReadOnlyList<string> addresses, IReadOnlyList<int> processes) => new()
    {
        Scenario = scenario.Name,
        Label = label,
        Way = (Last("--way") ?? "plain") switch
        {
            "plain" => new PlainWay(),
            "mqtt" => new MqttWay(),
            var other => throw new ArgumentException($"there is no way in called {other}"),
        },
        Nodes = nodes,
        NodeAddresses = addresses,
        Processes = processes,
        Clients = (int)Number("--clients", scenario.Clients),
        Rate = _values.Contains("--rate") ? Number("--rate", 0) : scenario.Rate,
        Window = (int)Number("--window", 32),
        PayloadBytes = Math.Max(Stamp.Length, (int)Number("--payload", 128)),
        Others = (int)Number("--others", 0),
        OtherFilters = (int)Number("--other-filters", 0),
        Duration = TimeSpan.FromSeconds(Number("--seconds", 10)),
        WarmUp = TimeSpan.FromSeconds(Number("--warmup", 3)),
        Settle = TimeSpan.FromSeconds(Number("--settle", 3)),
    };

    private string? Last(string option) => _values[option].LastOrDefault();

    private double Number(string option, double otherwise) => Last(option) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
