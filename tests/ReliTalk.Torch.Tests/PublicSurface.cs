using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReliTalk.Torch.Tests;

// Writes the public members of an assembly the way the list of TorchSharp's members is written: one line each.
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<(Type Type, string Line)> Of(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(IsVisible))
        {
            foreach (string member in Members(type)) yield return (type, Name(type) + " " + member);
        }
    }

    // "virtual" and "abstract" do not matter to a caller.
    internal static string Key(string line) => line.Trim().Replace(" virtual ", " ").Replace(" abstract ", " ").Replace(" protected ", " ").Replace(") protected", ")").Replace(" set;", ";");

    internal static string Name(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static bool IsVisible(Type type) =>
        !type.Name.Contains('<') && (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)));

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            foreach (FieldInfo f in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                yield return f.Name + "=" + Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
            yield break;
        }
        foreach (ConstructorInfo c in type.GetConstructors(Declared & ~BindingFlags.Static).Where(IsVisible)) yield return $".ctor({Parameters(c)})";
        foreach (FieldInfo f in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily)) yield return $"field {(f.IsStatic ? "static " : "")}{Show(f.FieldType)} {f.Name}";
        foreach (PropertyInfo p in type.GetProperties(Declared))
        {
            bool get = p.GetMethod is { } g && IsVisible(g), set = p.SetMethod is { } s && IsVisible(s);
            if (!get && !set) continue;
            string index = string.Join(",", p.GetIndexParameters().Select(i => Show(i.ParameterType)));
            yield return $"prop {Show(p.PropertyType)} {p.Name}{(index.Length > 0 ? $"[{index}]" : "")} {{{(get ? "get;" : "")}{(set ? "set;" : "")}}}";
        }
        foreach (MethodInfo m in type.GetMethods(Declared).Where(IsVisible))
        {
            if ((m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal)) || m.Name.Contains('<')) continue;
            string generic = m.IsGenericMethodDefinition ? $"<{string.Join(",", m.GetGenericArguments().Select(Show))}>" : "";
            yield return $"{(m.IsStatic ? "static " : "")}{Show(m.ReturnType)} {m.Name}{generic}({Parameters(m)})";
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Show));

    private static string Show(ParameterInfo p)
    {
        string modifier = p.IsDefined(typeof(ParamArrayAttribute)) || p.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        return modifier + Show(p.ParameterType) + " " + p.Name + (p.HasDefaultValue ? "=" + Show(p.DefaultValue, p.ParameterType) : "");
    }

    private static string Show(object? value, Type type) => value switch
    {
        null => "null",
        string s => '"' + s + '"',
        bool b => b ? "true" : "false",
        double d => d.ToString(CultureInfo.InvariantCulture),
        float f => f.ToString(CultureInfo.InvariantCulture),
        IFormattable when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } e => Enum.GetName(e, value) ?? value.ToString()!,
        IFormattable n => n.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Show(Type type)
    {
        if (type.IsByRef) return Show(type.GetElementType()!);
        if (type.IsArray) return Show(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Show(inner) + "?";
        if (type.IsGenericParameter) return type.Name;
        if (type.IsGenericType)
        {
            string arguments = string.Join(",", type.GetGenericArguments().Select(Show));
            if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true || type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)) return $"({arguments})";
            return type.Name[..type.Name.IndexOf('`')] + $"<{arguments}>";
        }
        return Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => type.Name,
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            TypeCode.String => "string",
            _ when type == typeof(void) => "void",
            _ when type == typeof(object) => "object",
            _ => type.Name,
        };
    }
}
