using System.Reflection;

namespace ReliTalk.Handbook;

/// <summary>A member with its declaration and its place among the members of its type.</summary>
internal sealed record PublicMember(MemberInfo Member, int Order, string Declaration);
