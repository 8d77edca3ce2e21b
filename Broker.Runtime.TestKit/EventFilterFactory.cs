using System.Text.RegularExpressions;
using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.TestKit.Events;

namespace Broker.Runtime.TestKit;

/// <summary>Describes events that a test expects: log events or dead letters.</summary>
/// <remarks>Texts match as a whole (<c>message</c>), at the start or anywhere, as the argument says; null matches all.</remarks>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly EventFilterApplier? _others;

    /// <summary>For events of <paramref name="system"/>.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, others: null)
    {
    }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, EventFilterApplier? others)
    {
        _testkit = testkit;
        _system = system;
        _others = others;
    }

    /// <summary>For the system of <paramref name="testkit"/>.</summary>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    /// <summary>Errors by their message.</summary>
    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForText<Error>(message, start, contains, source);

    /// <summary>Errors whose message matches.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForPattern<Error>(pattern, source);

    /// <summary>Warnings by their message.</summary>
    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForText<Warning>(message, start, contains, source);

    /// <summary>Warnings whose message matches.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForPattern<Warning>(pattern, source);

    /// <summary>Informational events by their message.</summary>
    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForText<Info>(message, start, contains, source);

    /// <summary>Informational events whose message matches.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForPattern<Info>(pattern, source);

    /// <summary>Debug events by their message.</summary>
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForText<Debug>(message, start, contains, source);

    /// <summary>Debug events whose message matches.</summary>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) => ForPattern<Debug>(pattern, source);

    /// <summary>Events of a level by their message.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLog<LogEvent>(
            logEvent => logEvent.LogLevel() == logLevel
                && TextFits(logEvent.Message.ToString() ?? "", message, start, contains)
                && SourceFits(logEvent, source),
            $"{logLevel} {message ?? start ?? contains}");

    /// <summary>Events of a level whose message matches.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        ForLog<LogEvent>(
            logEvent => logEvent.LogLevel() == logLevel && pattern.IsMatch(logEvent.Message.ToString() ?? "") && SourceFits(logEvent, source),
            $"{logLevel} /{pattern}/");

    /// <summary>Errors with an exception of the type.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with an exception of the type whose text, or that of the error, matches.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception =>
        ForLog<Error>(
            error => error.Cause is TException cause
                && (pattern.IsMatch(cause.Message) || pattern.IsMatch(error.Message.ToString() ?? ""))
                && SourceFits(error, source),
            $"errors with {typeof(TException)} /{pattern}/");

    /// <summary>Errors with an exception of the type; its text, or that of the error, has to match.</summary>
    /// <param name="exceptionType">The type, or one it derives from.</param>
    /// <param name="message">The whole text.</param>
    /// <param name="start">How the text starts.</param>
    /// <param name="contains">What is in the text.</param>
    /// <param name="source">The event's source.</param>
    /// <param name="checkInnerExceptions">Whether exceptions inside the exception count as well.</param>
    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false)
    {
        return ForLog<Error>(error => CauseFits(error, error.Cause) && SourceFits(error, source), $"errors with {exceptionType}");

        bool CauseFits(Error error, Exception? cause) =>
            cause is not null
            && ((exceptionType.IsInstanceOfType(cause)
                    && (TextFits(cause.Message, message, start, contains) || TextFits(error.Message.ToString() ?? "", message, start, contains)))
                || (checkInnerExceptions && CauseFits(error, cause.InnerException)));
    }

    /// <summary>Log events by a condition.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => ForLog(predicate, "log events by condition");

    /// <summary>Log events of a type by a condition.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => ForLog(predicate, $"{typeof(TLogEvent).Name} by condition");

    /// <summary>Any dead letter.</summary>
    public IEventFilterApplier DeadLetter() => ForDeadLetter(static _ => true, "dead letters");

    /// <summary>Dead letters whose message is of the type.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    /// <summary>Dead letters whose message is of the type and satisfies a condition.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        ForDeadLetter(
            letter => letter.Message is TMessage message && isMatch(message) && RecipientFits(letter, source),
            $"dead letters of {typeof(TMessage)}");

    /// <summary>Dead letters whose message is of the type.</summary>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        ForDeadLetter(letter => type.IsInstanceOfType(letter.Message) && RecipientFits(letter, source), $"dead letters of {type}");

    /// <summary>Dead letters whose message is of the type and satisfies a condition.</summary>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        ForDeadLetter(
            letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message) && RecipientFits(letter, source), $"dead letters of {type}");

    private static bool TextFits(string actual, string? message, string? start, string? contains) =>
        (message is null || actual == message)
        && (start is null || actual.StartsWith(start, StringComparison.Ordinal))
        && (contains is null || actual.Contains(contains, StringComparison.Ordinal));

    private static bool SourceFits(LogEvent logEvent, string? source) =>
        source is null || logEvent.LogSource == source || logEvent.LogSource.StartsWith(source, StringComparison.Ordinal);

    private static bool RecipientFits(DeadLetter letter, string? source) =>
        source is null || letter.Recipient.Path.ToString()!.EndsWith(source, StringComparison.Ordinal);

    private EventFilterApplier ForText<TLogEvent>(string? message, string? start, string? contains, string? source)
        where TLogEvent : LogEvent =>
        ForLog<TLogEvent>(
            logEvent => TextFits(logEvent.Message.ToString() ?? "", message, start, contains) && SourceFits(logEvent, source),
            $"{typeof(TLogEvent).Name} {message ?? start ?? contains}");

    private EventFilterApplier ForPattern<TLogEvent>(Regex pattern, string? source)
        where TLogEvent : LogEvent =>
        ForLog<TLogEvent>(
            logEvent => pattern.IsMatch(logEvent.Message.ToString() ?? "") && SourceFits(logEvent, source), $"{typeof(TLogEvent).Name} /{pattern}/");

    private EventFilterApplier ForLog<TLogEvent>(Predicate<TLogEvent> matches, string description)
        where TLogEvent : LogEvent =>
        Create(typeof(TLogEvent), published => published is TLogEvent logEvent && matches(logEvent), description);

    private EventFilterApplier ForDeadLetter(Predicate<DeadLetter> matches, string description) =>
        Create(typeof(DeadLetter), published => published is DeadLetter letter && matches(letter), description);

    private EventFilterApplier Create(Type channel, Predicate<object> matches, string description) =>
        new(_testkit, _system, [.. _others?.Channels ?? [], (channel, matches)], _others is null ? description : $"{_others.Description} or {description}");
}
