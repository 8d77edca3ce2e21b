namespace Broker.Tests.Processes;

/// <summary>A test that sends signals to processes: skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Sends signals to processes, which is done on Linux only";
        }
    }
}
