using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Broker.Testing.Processes;

/// <summary>The signals of POSIX that tests send to nodes (numbers of Linux).</summary>
internal static class ProcessSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(Process process, int signal)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Tests with signals run on Linux");
        }

        // A process that has ended in the meantime is no failure: whoever waits for the end sees it.
        _ = SendSignal(process.Id, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
