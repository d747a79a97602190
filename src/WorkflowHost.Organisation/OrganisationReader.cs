using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Organisation;

/// <summary>Reads an organisation file and collects what is wrong with it.</summary>
internal sealed class OrganisationReader
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public OrganisationFile Read(JsonObject root)
    {
        AllowOnly(root, "$", "note", "bureaus", "accounts");
        ImmutableArray<Bureau> bureaus = [.. Items(root, "bureaus").Select(item => Bureau(item.Fields, item.Path))];
        RefuseRepeated("bureaus", "id", [.. bureaus.Select(bureau => bureau.Id)]);
        RefuseSecondMunicipal(bureaus);
        var bureauIds = bureaus.Select(bureau => bureau.Id).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Account> accounts = [.. Items(root, "accounts").Select(item => Account(item.Fields, item.Path, bureauIds))];
        RefuseRepeated("accounts", "id", [.. accounts.Select(account => account.Id)]);
        RefuseRepeated("accounts", "loginName", [.. accounts.Select(account => account.LoginName)]);
        return new OrganisationFile(bureaus, accounts);
    }

    private Bureau Bureau(JsonObject fields, string path)
    {
        AllowOnly(fields, path, "id", "name", "kind", "city", "region", "documentCode", "address", "phone", "contact");
        var kind = Text(fields, path, "kind");
        if (kind is not ("" or nameof(BureauKind.Municipal) or nameof(BureauKind.District)))
        {
            Refuse("bureau-kind", $"{path}.kind", "kind 只能是 Municipal（市局）或 District（区县局）。");
        }

        return new Bureau(
            Text(fields, path, "id"), Text(fields, path, "name"),
            kind is nameof(BureauKind.Municipal) ? BureauKind.Municipal : BureauKind.District, Text(fields, path, "city"),
            Text(fields, path, "region"), Text(fields, path, "documentCode"), Text(fields, path, "address"),
            Text(fields, path, "phone"), Text(fields, path, "contact"));
    }

    private Account Account(JsonObject fields, string path, HashSet<string> bureauIds)
    {
        AllowOnly(fields, path, "id", "loginName", "displayName", "bureau", "roles");
        var bureau = Text(fields, path, "bureau");
        if (bureau.Length > 0 && !bureauIds.Contains(bureau))
        {
            Refuse("bureau-unknown", $"{path}.bureau", $"文件中没有单位“{bureau}”。");
        }

        var loginName = Text(fields, path, "loginName");
        if (loginName.Any(character => char.IsWhiteSpace(character) || char.ToLowerInvariant(character) != character))
        {
            Refuse("login-name", $"{path}.loginName", $"登录名“{loginName}”不能有空格和大写字母。");
        }

        return new Account(
            Text(fields, path, "id"), loginName, Text(fields, path, "displayName"), bureau, RolesOf(fields, path), "", 0, null);
    }

    private ImmutableArray<string> RolesOf(JsonObject fields, string path)
    {
        if (fields["roles"] is not JsonArray { Count: > 0 } list)
        {
            Refuse("required", $"{path}.roles", "至少要有一个角色（roles）。");
            return [];
        }

        var roles = ImmutableArray.CreateBuilder<string>();
        foreach (var (index, item) in list.Index())
        {
            if (item is JsonValue value && value.TryGetValue<string>(out var role) && Roles.Names.ContainsKey(role))
            {
                roles.Add(role);
            }
            else
            {
                Refuse("role-unknown", string.Create(null, $"{path}.roles[{index}]"), $"角色只能是：{string.Join('、', Roles.Names.Keys.Order(StringComparer.Ordinal))}。");
            }
        }

        return roles.ToImmutable();
    }

    private List<(JsonObject Fields, string Path)> Items(JsonObject root, string list)
    {
        if (root[list] is not JsonArray { Count: > 0 } array)
        {
            Refuse("required", $"$.{list}", $"{list} 应为不为空的列表。");
            return [];
        }

        var items = new List<(JsonObject Fields, string Path)>();
        foreach (var (index, item) in array.Index())
        {
            var path = string.Create(null, $"$.{list}[{index}]");
            if (item is JsonObject fields)
            {
                items.Add((fields, path));
            }
            else
            {
                Refuse("type", path, "这一项应为一个 JSON 对象。");
            }
        }

        return items;
    }

    private string Text(JsonObject fields, string path, string name)
    {
        if (fields[name] is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        Refuse("required", $"{path}.{name}", $"缺少 {name}，或者它不是文字。");
        return "";
    }

    private void RefuseRepeated(string list, string name, IReadOnlyList<string> values)
    {
        foreach (var repeated in values.Where(value => value.Length > 0).GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            Refuse("repeated", $"$.{list}", $"{name} “{repeated.Key}”重复出现。");
        }
    }

    private void RefuseSecondMunicipal(ImmutableArray<Bureau> bureaus)
    {
        foreach (var city in bureaus.Where(bureau => bureau.Kind is BureauKind.Municipal).GroupBy(bureau => bureau.City, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            Refuse("municipal-twice", "$.bureaus", $"城市 {city.Key} 只能有一个市局。");
        }
    }

    private void AllowOnly(JsonObject fields, string path, params string[] names)
    {
        foreach (var (name, _) in fields.Where(member => !names.Contains(member.Key)))
        {
            Refuse("unknown-member", $"{path}.{name}", $"不认识“{name}”，请核对拼写；密码不写在文件里。");
        }
    }

    private void Refuse(string code, string path, string message) => problems.Add(new Problem(code, path, message));
}
