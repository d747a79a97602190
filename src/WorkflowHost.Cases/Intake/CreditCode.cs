namespace WorkflowHost.Cases.Intake;

/// <summary>统一社会信用代码 (GB 32100—2015): 18 characters, the last one computed from the others.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Whether length, characters and check character are right.</summary>
    public static bool IsValid(string code) =>
        code.Length == 18 && code.All(character => Alphabet.Contains(character, StringComparison.Ordinal))
        && code[17] == CheckCharacter(code.AsSpan(0, 17));

    /// <summary>The check character of the first 17.</summary>
    internal static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var place = 0; place < 17; place++)
        {
            sum += Alphabet.IndexOf(first17[place], StringComparison.Ordinal) * Weights[place];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
