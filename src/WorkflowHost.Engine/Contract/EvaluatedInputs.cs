using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>What the inputs of one execution are worth in this turn, as far as they are not constants.</summary>
internal struct EvaluatedInputs
{
    private object?[]? values;

    /// <summary>Evaluates all, in the order of their declaration.</summary>
    public void EvaluateAll(ActivityExecutionContext context)
    {
        var inputs = context.Activity.EvaluatedInputs;
        if (inputs.Length == 0)
        {
            return;
        }

        values ??= new object?[inputs.Length];
        foreach (var input in inputs)
        {
            values[input.Slot] = Evaluate(input, context.Expressions);
        }
    }

    /// <summary>One of them; evaluated now when it was not in this turn, as after a save.</summary>
    public object? At(int slot, ActivityExecutionContext context)
    {
        if (values is null)
        {
            EvaluateAll(context);
        }

        return values![slot];
    }

    /// <summary>One of them, if it was evaluated in this turn.</summary>
    public readonly bool TryAt(int slot, out object? value)
    {
        value = values?[slot];
        return values is not null;
    }

    /// <summary>The value of an input as it is now.</summary>
    /// <exception cref="WorkflowFaultException">It has none that fits; the message names the input.</exception>
    public static object? Evaluate(Input input, ExpressionExecutionContext expressions)
    {
        try
        {
            return input.Evaluate(expressions);
        }
        catch (WorkflowFaultException fault)
        {
            throw new WorkflowFaultException(fault.Code, $"输入“{input.Label}”无法求值：{fault.Message}", fault);
        }
    }
}
