using System.Diagnostics.CodeAnalysis;

namespace WorkflowHost.Definitions;

/// <summary>Either a value that holds what its type promises, or every problem that kept it from existing.</summary>
public sealed class Checked<T>
    where T : class
{
    private Checked(T? value, IReadOnlyList<Problem> problems)
    {
        Value = value;
        Problems = problems;
    }

    /// <summary>The value; null exactly when <see cref="Problems"/> is not empty.</summary>
    public T? Value { get; }

    /// <summary>All problems at once, in the order of the input.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>A value without problems.</summary>
    public static Checked<T> Valid(T value) => new(value, []);

    /// <summary>A refusal.</summary>
    /// <exception cref="ArgumentException">No problem is given.</exception>
    public static Checked<T> Refused(IReadOnlyList<Problem> problems) =>
        problems.Count > 0
            ? new(null, problems)
            : throw new ArgumentException("A refusal names at least one problem.", nameof(problems));
}
