using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Cases.Intake;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Credit_codes
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly Gen<string> Valid = Gen.ArrayOf(Gen.Elements(Alphabet.ToCharArray()), 17).Select(WithCheckCharacter);

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91110000600037341L")]
    [InlineData("91440300708461136T")]
    public void Known_codes_are_valid(string code) => CreditCode.IsValid(code).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100m000100y43")]
    [InlineData("91350100MO00100Y43")]
    [InlineData("９1350100M000100Y43")]
    [InlineData("91350100M000100Y4𬭎")]
    public void What_has_another_length_or_other_characters_is_refused(string code) => CreditCode.IsValid(code).ShouldBeFalse();

    [Fact]
    public void Exactly_one_check_character_fits_each_beginning() => Holds(
        Valid,
        code => Alphabet.Count(character => CreditCode.IsValid(code[..17] + character)) == 1);

    [Fact]
    public void Every_change_of_one_character_is_noticed() => Holds(
        from code in Valid
        from place in Gen.Choose(0, 17)
        select (code, place),
        x => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(character => character != x.code[x.place])
            .All(character => !CreditCode.IsValid(x.code[..x.place] + character + x.code[(x.place + 1)..])));

    [Fact]
    public void Neighbours_that_change_places_are_noticed() => Holds(
        from code in Valid
        from place in Gen.Choose(0, 15)
        where code[place] != code[place + 1]
        select (code, place),
        x => !CreditCode.IsValid(x.code[..x.place] + x.code[x.place + 1] + x.code[x.place] + x.code[(x.place + 2)..]));

    private static string WithCheckCharacter(char[] first17)
    {
        var beginning = new string(first17);
        return beginning + Alphabet.Single(character => CreditCode.IsValid(beginning + character));
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), law));
}
