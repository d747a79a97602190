using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Runtime;
using Jint.Runtime.Interop;
using WorkflowHost.Engine.Contract;
using JintEngine = Jint.Engine;

namespace WorkflowHost.Expressions;

/// <summary>Limits that the interpreter does not have itself: memory, the processor's time, the time of one pattern, and the length of lists.</summary>
internal sealed class ScriptLimits(JavaScriptOptions options, JintEngine engine)
{
    private const int MaxListLength = 1_000_000;
    private static readonly string[] PatternFunctions = ["exec", "test"];
    private static readonly string[] CalledListFunctions = ["join", "toLocaleString", "toString"];
    private static readonly string[] TextFunctions = ["match", "replace", "search", "split"];
    private readonly ScriptClock clock = new(options.TimeLimit);
    private readonly long stopAt = GC.GetAllocatedBytesForCurrentThread() + options.MaxAllocatedBytes;

    /// <summary>What a script calls as it goes, by <see cref="AllocationTicks.Name"/>.</summary>
    public JsValue Ticks => new ClrFunctionInstance(engine, (_, _) => Tick());

    /// <summary>Installs the limits of built-in functions.</summary>
    /// <param name="text">What will run: only what it may use is guarded.</param>
    public void GuardFor(ScriptText text)
    {
        foreach (var name in PatternFunctions.Where(name => text.IsOpen || text.Words.Contains(name)))
        {
            Guard(engine.RegExp.PrototypeObject, name, TakeTimeLimit);
        }

        foreach (var name in TextFunctions.Where(name => text.IsOpen || text.Words.Contains(name)))
        {
            Guard(engine.String.PrototypeObject, name, TakeTimeLimit);
        }

        foreach (var (name, _) in engine.Array.PrototypeObject.GetOwnProperties().Where(property => text.IsOpen || text.Words.Contains(property.Key) || CalledListFunctions.Contains(property.Key)).ToArray())
        {
            Guard(engine.Array.PrototypeObject, name, RequireLength);
        }
    }

    /// <summary>Lets functions that call one another end before the thread's stack does: that would end the process.</summary>
    /// <exception cref="InsufficientExecutionStackException">From within the script.</exception>
    public static void GuardStack(JintEngine engine) =>
        engine.Global.FastAddProperty(AllocationTicks.Name, new ClrFunctionInstance(engine, (_, _) => CheckStack()), false, false, false);

    private JsValue Tick()
    {
        CheckTime();
        return GC.GetAllocatedBytesForCurrentThread() <= stopAt
            ? CheckStack()
            : throw new WorkflowFaultException("javascript-memory", string.Create(
                CultureInfo.InvariantCulture, $"脚本使用的内存超过 {options.MaxAllocatedBytes / 1024 / 1024} MB。"));
    }

    private void CheckTime()
    {
        if (clock.IsOver())
        {
            throw new TimeoutException();
        }
    }

    private static JsValue CheckStack()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return JsValue.True;
    }

    private void Guard(ObjectInstance prototype, string name, Action<JsValue> check)
    {
        if (prototype.Get(name).TryCast<FunctionInstance>() is not { } original || name is "constructor")
        {
            return;
        }

        prototype.FastAddProperty(name, new ClrFunctionInstance(engine, (target, arguments) =>
        {
            CheckTime();
            check(target);
            check(arguments.At(0));
            return original.Call(target, arguments);
        }), true, false, true);
    }

    /// <summary>A pattern may backtrack for ever within one statement: it gets the time of the whole script.</summary>
    private void TakeTimeLimit(JsValue value)
    {
        if (value.TryCast<RegExpInstance>() is { Value: { } pattern } expression && pattern.MatchTimeout == Regex.InfiniteMatchTimeout)
        {
            expression.Value = new Regex(pattern.ToString(), pattern.Options, options.TimeLimit);
        }
    }

    private static void RequireLength(JsValue value)
    {
        if (value.IsObject() && value.AsObject().Get("length") is var length && length.IsNumber() && length.AsNumber() > MaxListLength)
        {
            throw new WorkflowFaultException("javascript-list", $"脚本中的列表超过 {MaxListLength} 项。");
        }
    }
}
