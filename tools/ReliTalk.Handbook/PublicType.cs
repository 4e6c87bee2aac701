using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReliTalk.Handbook;

/// <summary>A public type with its declaration and its public and inheritable members, as C# would declare them.</summary>
internal sealed class PublicType
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public PublicType(Type type)
    {
        Type = type;
        Members = [.. ListMembers().OrderBy(member => member.Order).ThenBy(member => member.Declaration, StringComparer.Ordinal)];
    }

    public Type Type { get; }

    public string Name => CSharpNames.NameOf(Type);

    public IReadOnlyList<PublicMember> Members { get; }

    private bool IsRecord => Type.GetMethod("<Clone>$", Everything) is not null
        || (Type.IsValueType && Type.GetMethod("PrintMembers", Everything)?.IsDefined(typeof(CompilerGeneratedAttribute), false) == true);

    private bool IsDelegate => typeof(MulticastDelegate).IsAssignableFrom(Type);

    public string Declaration
    {
        get
        {
            if (Type.IsEnum) return $"enum {Name}" + (Type.GetEnumUnderlyingType() == typeof(int) ? "" : " : " + CSharpNames.Of(Type.GetEnumUnderlyingType()));
            if (IsDelegate)
            {
                var invoke = Type.GetMethod("Invoke")!;
                return $"delegate {CSharpNames.ReturnOf(invoke)} {Name}({CSharpNames.Parameters(invoke)})";
            }
            var kind = Type.IsInterface ? "interface" : Type.IsValueType ? (IsRecord ? "record struct" : "struct") : IsRecord ? "record" : "class";
            var how = Type switch
            {
                { IsInterface: true } => "",
                { IsValueType: true } => (Type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "") + (Type.IsByRefLike ? "ref " : ""),
                { IsAbstract: true, IsSealed: true } => "static ",
                { IsAbstract: true } => "abstract ",
                { IsSealed: true } => "sealed ",
                _ => "",
            };
            var bases = new List<string>();
            if (Type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) bases.Add(CSharpNames.Of(parent));
            var inherited = Type.BaseType?.GetInterfaces() ?? [];
            bases.AddRange(Type.GetInterfaces()
                .Where(type => type.IsVisible && !inherited.Contains(type) && !(IsRecord && type.Name == "IEquatable`1"))
                .Select(type => CSharpNames.Of(type)).Order(StringComparer.Ordinal));
            return $"{how}{kind} {Name}" + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "") + CSharpNames.Constraints(Type.GetGenericArguments());
        }
    }

    /// <summary>All public types of an assembly, nested ones after their declaring type.</summary>
    public static IReadOnlyList<PublicType> Of(Assembly assembly)
        => [.. assembly.GetExportedTypes().OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => CSharpNames.NameOf(type), StringComparer.Ordinal).Select(type => new PublicType(type))];

    private IEnumerable<PublicMember> ListMembers()
    {
        if (IsDelegate) yield break;
        if (Type.IsEnum)
        {
            foreach (var field in Type.GetFields(BindingFlags.Public | BindingFlags.Static))
                yield return new(field, Convert.ToInt32(field.GetRawConstantValue(), null), $"{field.Name} = {field.GetRawConstantValue()}");
            yield break;
        }
        foreach (var field in Type.GetFields(Everything).Where(field => IsSeen(field) && !IsGenerated(field))) yield return new(field, 0, Field(field));
        foreach (var constructor in Type.GetConstructors(Everything).Where(constructor => IsSeen(constructor) && !IsGenerated(constructor)))
            yield return new(constructor, 1, $"{Access(constructor)}{Bare(Type.Name)}({CSharpNames.Parameters(constructor)})");
        foreach (var property in Type.GetProperties(Everything).Where(property => property.Name != "EqualityContract"))
            if (Property(property) is { } text) yield return new(property, 2, text);
        foreach (var @event in Type.GetEvents(Everything).Where(@event => IsSeen(@event.AddMethod!)))
            yield return new(@event, 3, $"{Access(@event.AddMethod!)}event {CSharpNames.Of(@event)} {@event.Name}");
        foreach (var method in Type.GetMethods(Everything).Where(method => IsSeen(method) && !IsGenerated(method)))
            if (Method(method) is { } text) yield return new(method, method.Name.StartsWith("op_", StringComparison.Ordinal) ? 5 : 4, text);
    }

    private static string Field(FieldInfo field)
    {
        var how = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + CSharpNames.Value(field.GetRawConstantValue(), field.FieldType) : "";
        return $"{(field.IsPublic ? "" : "protected ")}{how}{CSharpNames.Of(field)} {field.Name}{value}";
    }

    private static string? Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { } get && IsSeen(get) ? get : null;
        var setter = property.SetMethod is { } set && IsSeen(set) ? set : null;
        if ((getter ?? setter) is not { } accessor) return null;
        var indices = property.GetIndexParameters();
        var name = indices.Length > 0 ? "this[" + CSharpNames.Parameters(accessor) + "]" : property.Name;
        if (indices.Length > 0 && getter is null) name = "this[...]";
        var init = setter?.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == "IsExternalInit") == true;
        var required = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        var accessors = (getter is null ? "" : " get;") + (setter is null ? "" : (setter.IsPublic != accessor.IsPublic ? " protected" : "") + (init ? " init;" : " set;"));
        return $"{Access(accessor)}{required}{Slot(accessor)}{CSharpNames.Of(property)} {name} {{{accessors} }}";
    }

    private string? Method(MethodInfo method)
    {
        if (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) return null;
        if (method.Name.Contains('<', StringComparison.Ordinal) || method.Name == "Finalize") return null;
        if (IsRecord && method.Name is "Equals" or "GetHashCode" or "ToString" && method.DeclaringType != Type) return null;
        var generic = method.IsGenericMethodDefinition ? "<" + string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name)) + ">" : "";
        var constraints = method.IsGenericMethodDefinition ? CSharpNames.Constraints(method.GetGenericArguments()) : "";
        return $"{Access(method)}{Slot(method)}{CSharpNames.ReturnOf(method)} {method.Name}{generic}({CSharpNames.Parameters(method)}){constraints}";
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || (method is { IsFamily: true } or { IsFamilyOrAssembly: true } && method.DeclaringType is { IsSealed: false });

    private static bool IsSeen(FieldInfo field) => field.IsPublic || (field is { IsFamily: true } or { IsFamilyOrAssembly: true } && field.DeclaringType is { IsSealed: false });

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Slot(MethodInfo method) => method switch
    {
        { IsStatic: true, IsAbstract: true } => "static abstract ",
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        _ when method.GetBaseDefinition().DeclaringType != method.DeclaringType => (method.IsFinal ? "sealed " : "") + "override ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Bare(string name) => name.Split('`')[0];
}
