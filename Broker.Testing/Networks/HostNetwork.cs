using System.Globalization;
using System.Net.NetworkInformation;

namespace Broker.Testing.Networks;

/// <summary>Hosts on one Ethernet, each a network namespace; the test itself is one more, which nothing cuts off.</summary>
/// <remarks>
/// A bridge in a namespace of its own connects them, so that no rule of the machine's firewall is passed. Everything is gone when the namespaces are. All names
/// carry the process id, and whoever comes next removes what a test run left behind that was killed.
/// </remarks>
public sealed class HostNetwork : IDisposable
{
    private const string Prefix = "relay-";
    private const int OwnHost = 254;

    private static int _networks;

    private readonly string _name;
    private readonly string _link;
    private readonly string _subnet;
    private readonly int _hosts;

    private HostNetwork(int hosts)
    {
        var number = Interlocked.Increment(ref _networks);
        _name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}");
        // At most 15 characters.
        _link = string.Create(CultureInfo.InvariantCulture, $"rl{Environment.ProcessId}x{number}");
        _subnet = FreeSubnet(number);
        _hosts = hosts;
    }

    /// <summary>The test's own address in this network.</summary>
    public string OwnAddress => Address(OwnHost);

    private string Switch => _name + "-switch";

    /// <summary>Why networks cannot be made here, or null where they can.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    /// <summary>Makes a network with that many hosts, numbered from 0.</summary>
    public static HostNetwork Create(int hosts)
    {
        RemoveLeftovers();
        var network = new HostNetwork(hosts);
        try
        {
            network.Connect();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>The address of a host.</summary>
    public string HostAddress(int host) => Address(host + 1);

    /// <summary>Runs a program on a host: to be put before its command.</summary>
    public IReadOnlyList<string> Launcher(int host) => ["ip", "netns", "exec", Namespace(host)];

    /// <summary>From now on nothing that these hosts send reaches those. The other direction is left as it is.</summary>
    public void Drop(IEnumerable<int> from, IEnumerable<int> to)
    {
        var sources = string.Join(',', from.Select(HostAddress));
        foreach (var host in to)
        {
            NetworkTool.Run($"ip netns exec {Namespace(host)} iptables -w -A INPUT -s {sources} -j DROP");
        }
    }

    /// <summary>From now on nothing passes between these hosts and those.</summary>
    public void Cut(IReadOnlyCollection<int> some, IReadOnlyCollection<int> others)
    {
        Drop(some, others);
        Drop(others, some);
    }

    /// <summary>Everything passes again.</summary>
    public void Heal()
    {
        for (var host = 0; host < _hosts; host++)
        {
            NetworkTool.Run($"ip netns exec {Namespace(host)} iptables -w -F INPUT");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var host = 0; host < _hosts; host++)
        {
            NetworkTool.Try($"ip netns del {Namespace(host)}");
        }

        NetworkTool.Try($"ip netns del {Switch}");
        NetworkTool.Try($"ip link del {_link}");
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Network namespaces are Linux's";
        }

        var probe = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-probe");
        try
        {
            foreach (var command in new[] { $"ip netns add {probe}", $"ip -n {probe} link add br0 type bridge", $"ip netns exec {probe} iptables -w -F INPUT" })
            {
                var (exitCode, output) = NetworkTool.Try(command);
                if (exitCode != 0)
                {
                    return $"Network namespaces cannot be made here (they need root, iproute2 and iptables): '{command}' said: {output}";
                }
            }

            return null;
        }
        finally
        {
            NetworkTool.Try($"ip netns del {probe}");
        }
    }

    private static void RemoveLeftovers()
    {
        foreach (var line in NetworkTool.Run("ip netns list").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Split(' ')[0];
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && IsLeftover(name[Prefix.Length..].Split('-')[0]))
            {
                NetworkTool.Try($"ip netns del {name}");
            }
        }
    }

    private static bool IsLeftover(string process) =>
        int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !Directory.Exists("/proc/" + process);

    private void Connect()
    {
        NetworkTool.Run($"ip netns add {Switch}");
        NetworkTool.Run($"ip -n {Switch} link add br0 type bridge");
        NetworkTool.Run($"ip -n {Switch} link set br0 up");
        for (var host = 0; host < _hosts; host++)
        {
            NetworkTool.Run($"ip netns add {Namespace(host)}");
            NetworkTool.Run($"ip -n {Namespace(host)} link set lo up");
            NetworkTool.Run($"ip link add host{host} netns {Switch} type veth peer name eth0 netns {Namespace(host)}");
            NetworkTool.Run($"ip -n {Switch} link set host{host} master br0 up");
            NetworkTool.Run($"ip -n {Namespace(host)} addr add {HostAddress(host)}/24 dev eth0");
            NetworkTool.Run($"ip -n {Namespace(host)} link set eth0 up");
        }

        // The other end lies in the switch, so this one disappears with it.
        NetworkTool.Run($"ip link add {_link} type veth peer name test netns {Switch}");
        NetworkTool.Run($"ip -n {Switch} link set test master br0 up");
        NetworkTool.Run($"ip addr add {OwnAddress}/24 dev {_link}");
        NetworkTool.Run($"ip link set {_link} up");
    }

    private string Namespace(int host) => string.Create(CultureInfo.InvariantCulture, $"{_name}-{host}");

    private string Address(int last) => string.Create(CultureInfo.InvariantCulture, $"{_subnet}.{last}");

    /// <summary>The first three numbers of addresses that no interface of this machine has.</summary>
    private static string FreeSubnet(int number)
    {
        var taken = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address.ToString())
            .ToList();
        return Enumerable.Range(Environment.ProcessId + (number * 7919), 1000)
            .Select(candidate => string.Create(CultureInfo.InvariantCulture, $"10.{200 + (candidate / 256 % 50)}.{candidate % 256}"))
            .First(subnet => !taken.Exists(address => address.StartsWith(subnet + ".", StringComparison.Ordinal)));
    }
}
