using System.CommandLine;
using Broker.Hocon;
using Broker.Node.Configuration;

namespace Broker.Cli.Configuration;

/// <summary><c>config check</c> and <c>config print</c>: what a node started with the same switches and environment would run with.</summary>
internal static class ConfigCommand
{
    private const string Hidden = "(hidden)";

    /// <summary>Settings that must not be shown; all end with one of these.</summary>
    private static readonly string[] Secrets = ["secret", "password", "token"];

    public static Command Create() => new("config", "Check or print the settings a node would start with")
    {
        CreateCheck(),
        CreatePrint(),
    };

    /// <summary>The tree without what must stay secret.</summary>
    public static HoconObject WithoutSecrets(HoconObject tree)
    {
        foreach (var (key, value) in tree.ToList())
        {
            if (value is HoconObject inner)
            {
                tree = tree.With([key], WithoutSecrets(inner));
            }
            else if (value is HoconText { Text.Length: > 0 } && Array.Exists(Secrets, secret => key.EndsWith(secret, StringComparison.OrdinalIgnoreCase)))
            {
                tree = tree.With([key], new HoconText(Hidden, quoted: true, value.Origin));
            }
        }

        return tree;
    }

    private static Command CreateCheck()
    {
        var command = new Command("check", "Report everything that is wrong, or say that nothing is") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => WithConfiguration(parsed, static (output, configuration) =>
        {
            if (configuration.KeysWithoutEffect.Count > 0)
            {
                output.WriteLine($"Known to Akka.NET, without effect on the built-in engine: {string.Join(", ", configuration.KeysWithoutEffect)}");
            }

            output.WriteLine("The configuration is valid");
        }));
        return command;
    }

    private static Command CreatePrint()
    {
        var command = new Command("print", "Print all settings, defaults included, secrets hidden") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => WithConfiguration(parsed, static (output, configuration) =>
            output.WriteLine(WithoutSecrets(configuration.Tree).Render())));
        return command;
    }

    private static int WithConfiguration(ParseResult parsed, Action<TextWriter, NodeConfiguration> action)
    {
        try
        {
            action(parsed.InvocationConfiguration.Output, NodeConfiguration.Load([.. parsed.UnmatchedTokens], Environment.GetEnvironmentVariable));
            return ExitCode.Clean;
        }
        catch (NodeConfigurationException wrong)
        {
            parsed.InvocationConfiguration.Error.WriteLine(wrong.Message);
            return ExitCode.Failed;
        }
    }
}
