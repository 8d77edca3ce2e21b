using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Broker.Bench.Load;

/// <summary>Linux's epoll: one thread waits for thousands of sockets, with deadlines finer than a millisecond.</summary>
/// <remarks>The generator shares the machine with what it measures, and the runtime's own sockets would cost it a thread switch for each message.</remarks>
internal sealed class Epoll
{
    public const uint Readable = 1;
    public const uint Writable = 4;

    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Modify = 3;
    private const int MaxEvents = 256;
    private const int TimerSlackOption = 29;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _epoll = Check(Create(CloseOnExec));
    private readonly byte[] _events = new byte[MaxEvents * EventBytes];
    private readonly byte[] _change = new byte[16];

    /// <summary>Lets this thread's waits end within a microsecond of their time instead of fifty.</summary>
    public static void UseFineTimers() => Check(SetProcessOption(TimerSlackOption, 1, 0, 0, 0));

    /// <summary>Begins to watch a socket, which has a number.</summary>
    public void Watch(Socket socket, int number, uint what) => Control(Add, socket, number, what);

    /// <summary>Watches it for something else.</summary>
    public void Change(Socket socket, int number, uint what) => Control(Modify, socket, number, what);

    /// <summary>Waits until a socket is ready or a time has passed, and hands over each that is.</summary>
    public void Wait(long nanoseconds, Action<int, uint> handle)
    {
        const long second = 1_000_000_000;
        var time = new Time(Math.Max(0, nanoseconds) / second, Math.Max(0, nanoseconds) % second);
        var count = WaitFor(_epoll, _events, MaxEvents, ref time, 0);
        for (var i = 0; i < count; i++)
        {
            var at = _events.AsSpan(i * EventBytes, EventBytes);
            handle(BinaryPrimitives.ReadInt32LittleEndian(at[(EventBytes - 8)..]), BinaryPrimitives.ReadUInt32LittleEndian(at));
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new IOException($"epoll failed with error {Marshal.GetLastPInvokeError()}");

    private void Control(int operation, Socket socket, int number, uint what)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_change, what);
        BinaryPrimitives.WriteInt64LittleEndian(_change.AsSpan(EventBytes - 8), number);
        Check(Control(_epoll, operation, (int)socket.Handle, _change));
    }

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern int Create(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int Control(int epoll, int operation, int descriptor, byte[] change);

    [DllImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static extern int WaitFor(int epoll, byte[] events, int maxEvents, ref Time timeout, nint signals);

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int SetProcessOption(int option, nuint first, nuint second, nuint third, nuint fourth);

    private record struct Time(long Seconds, long Nanoseconds);
}
