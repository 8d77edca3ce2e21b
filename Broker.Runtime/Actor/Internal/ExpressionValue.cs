using System.Linq.Expressions;
using System.Reflection;

namespace Broker.Runtime.Actor.Internal;

/// <summary>Evaluates the arguments of a constructor call in an expression.</summary>
internal static class ExpressionValue
{
    /// <summary>The value of <paramref name="expression"/>; the usual shapes are read directly, since compiling one costs about a millisecond.</summary>
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Of(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Of(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) =>
            Of(convert.Operand),
        _ => Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile()(),
    };
}
