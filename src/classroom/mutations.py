"""Make wrong answers out of a right one: one small change each, of the kind that people make.

General tools for this (cosmic-ray, mutmut) change files and then run a test command; a notebook's
answer is neither. Nor do they know the mistakes that matter here: a wrong axis, a lost `keepdims`,
a missing copy, `@` the wrong way round, `max` for `min`. So these operators work on the syntax tree
of a cell, and only between its solution markers.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple


class Mutant(NamedTuple):
    """One changed answer.

    Attributes:
        name: What was changed into what, in one line; unique among the answer's mutants.
        source: The cell, with the change.
    """

    name: str
    source: str


_OTHER_OPERATOR = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
_COMMUTES = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)
_OTHER_COMPARISON = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
# Each name stands for the next one in its group, and the last one for the first.
_CONFUSED = (
    ("max", "min"),
    ("amax", "amin"),
    ("maximum", "minimum"),
    ("argmax", "argmin"),
    ("sum", "mean"),
    ("std", "var"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("sin", "cos"),
    ("exp", "expm1"),
    ("log", "log10"),
    ("log1p", "log"),
    ("floor", "ceil"),
    ("sigmoid", "tanh"),
    ("any", "all"),
    ("square", "sqrt"),
    ("hypot", "add"),
    ("arctan2", "divide"),
    ("vstack", "hstack"),
    ("append", "extend"),
    ("permutation", "arange"),
)
# Keywords that are changed with their call, and not by themselves.
_OF_ITS_CALL = ("axis", "axes", "keepdims")
_INSTEAD = {
    name: group[(i + 1) % len(group)] for group in _CONFUSED for i, name in enumerate(group)
}


def mutants(source: str) -> list[Mutant]:
    """Make every mutant of an answer.

    Args:
        source: A cell with solution markers. Without any, all of it may be changed.

    Returns:
        Each different program once, in the order of the cell's lines.

    Raises:
        SyntaxError: If the cell isn't Python.
    """
    tree = ast.parse(source)
    lines = _region(source)
    seen = {ast.unparse(tree)}
    found: list[Mutant] = []
    names: dict[str, int] = {}
    for change in sorted(_changes(tree, lines), key=lambda change: change.place):
        text = change.make(tree)
        if text in seen:
            continue
        seen.add(text)
        name = change.name
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name} (no. {names[name]})"
        found.append(Mutant(name, text))
    return found


def _region(source: str) -> set[int]:
    """The numbers of the lines between the solution markers."""
    numbers, inside = set(), False
    for number, line in enumerate(source.splitlines(), start=1):
        if "BEGIN SOLUTION" in line:
            inside = True
        elif "END SOLUTION" in line:
            inside = False
        elif inside:
            numbers.add(number)
    return numbers or set(range(1, source.count("\n") + 2))


class _Change(NamedTuple):
    place: tuple[int, int]
    name: str
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST

    def make(self, tree: ast.Module) -> str:
        """The program with this change; the tree is afterwards what it was before."""
        old = getattr(self.parent, self.field)
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            changed = [*old]
            changed[self.index] = self.new
            setattr(self.parent, self.field, changed)
        try:
            return ast.unparse(tree)
        finally:
            setattr(self.parent, self.field, old)


def _changes(tree: ast.Module, lines: set[int]) -> Iterator[_Change]:
    words = sorted(
        {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.lineno in lines
        }
    )
    for scope in _scopes(tree):
        variables = _variables(scope)
        bound = [node.id for node in _inside(scope) if _is_name(node, ast.Store)]
        for parent in _inside(scope):
            for field, index, node in _children(parent):
                if getattr(node, "lineno", -1) not in lines:
                    continue
                place = (node.lineno, node.col_offset)
                for kind, new in _variants(node, variables, words, bound):
                    ast.copy_location(new, node)
                    name = f"{kind}: {_short(node)} -> {_short(new)}"
                    yield _Change(place, name, parent, field, index, new)


def _scopes(tree: ast.Module) -> list[ast.AST]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [tree, *functions]


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """A scope and what it holds, without the functions in it."""
    yield scope
    for child in ast.iter_child_nodes(scope):
        # How an error is worded is a matter of taste.
        if not isinstance(child, ast.FunctionDef | ast.Raise):
            yield from _inside(child)


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, list):
            for index, node in enumerate(value):
                if isinstance(node, (ast.expr, ast.stmt)):
                    yield field, index, node
        elif isinstance(value, ast.expr) and getattr(parent, "arg", None) not in _OF_ITS_CALL:
            yield field, None, value


def _is_name(node: ast.AST, context: type) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, context)


def _variables(scope: ast.AST) -> list[str]:
    """A function's arguments and local names, as they come."""
    if not isinstance(scope, ast.FunctionDef):
        return []
    arguments = [argument.arg for argument in scope.args.args]
    local = [node.id for node in _inside(scope) if _is_name(node, ast.Store)]
    return list(dict.fromkeys([*arguments, *local]))


def _short(node: ast.AST) -> str:
    """A node as one line of code, cut in the middle if it is long."""
    text = re.sub(r"\s+", " ", ast.unparse(node))
    return text if len(text) <= 70 else f"{text[:40]} ... {text[-25:]}"


Variant = tuple[str, ast.AST]


def _variants(
    node: ast.AST, variables: list[str], words: list[str], bound: list[str]
) -> Iterator[Variant]:
    """What may stand in a node's place by mistake."""
    match node:
        case ast.BinOp():
            yield from _of_binary(node)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield "sign", node.operand
        case ast.Compare():
            for i, operator in enumerate(node.ops):
                for other in _OTHER_COMPARISON[type(operator)]:
                    operators = [*node.ops[:i], other(), *node.ops[i + 1 :]]
                    yield "comparison", ast.Compare(node.left, operators, node.comparators)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "comparison", ast.BoolOp(other, node.values)
            for value in node.values:
                yield "dropped term", value
        case ast.IfExp():
            yield "dropped branch", node.body
            yield "dropped branch", node.orelse
        case ast.Constant():
            yield from _of_constant(node, words)
        case ast.Name(ctx=ast.Load()) if node.id in variables and len(variables) > 1:
            at = variables.index(node.id)
            yield "wrong variable", ast.Name(variables[at - 1 if at else 1], ast.Load())
        case ast.Attribute(attr="T"):
            yield "dropped transpose", node.value
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in _INSTEAD:
            yield "wrong function", ast.Attribute(node.value, _INSTEAD[name], ast.Load())
        case ast.Name(id=name, ctx=ast.Load()) if name in _INSTEAD:
            yield "wrong function", ast.Name(_INSTEAD[name], ast.Load())
        case ast.Call():
            yield from _of_call(node)
        case ast.Subscript(ctx=ast.Load()):
            yield "dropped index", node.value
        case ast.Slice():
            yield from _of_slice(node)
        case ast.Tuple(ctx=ast.Load()) if len(node.elts) > 1:
            for i in range(len(node.elts) - 1):
                swapped = [*node.elts]
                swapped[i : i + 2] = swapped[i + 1], swapped[i]
                yield "swapped", ast.Tuple(swapped, ast.Load())
        case ast.stmt():
            yield from _of_statement(node, bound)


def _of_binary(node: ast.BinOp) -> Iterator[Variant]:
    for other in _OTHER_OPERATOR.get(type(node.op), ()):
        kind = "sign" if isinstance(node.op, ast.Add | ast.Sub) else "wrong operator"
        yield kind, ast.BinOp(node.left, other(), node.right)
    yield "dropped term", node.left
    yield "dropped term", node.right
    if not isinstance(node.op, _COMMUTES):
        yield "swapped", ast.BinOp(node.right, node.op, node.left)


def _of_constant(node: ast.Constant, words: list[str]) -> Iterator[Variant]:
    value = node.value
    if isinstance(value, bool):
        yield "wrong constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "off by one", ast.Constant(value + 1)
        yield "off by one", _number(value - 1)
    elif isinstance(value, float):
        for other in (-value, 2 * value, 0.0) if value else (1.0, -1.0):
            yield "wrong constant", _number(other)
    elif isinstance(value, str) and len(words) > 1:
        yield "wrong constant", ast.Constant(words[words.index(value) - 1])


def _number(value: float) -> ast.expr:
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def _of_call(node: ast.Call) -> Iterator[Variant]:
    if isinstance(node.func, ast.Attribute) and not node.args:
        yield "dropped call", node.func.value  # x.copy(), x.sum(axis=0)
    elif isinstance(node.func, ast.Attribute) and node.func.attr in ("astype", "reshape", "append"):
        yield "dropped call", node.func.value
    elif node.args and not isinstance(node.args[0], ast.Starred):
        yield "dropped call", node.args[0]
    if len(node.args) > 1 and not any(isinstance(each, ast.Starred) for each in node.args):
        yield "swapped", _call(node, [node.args[1], node.args[0], *node.args[2:]])
        yield "dropped argument", _call(node, node.args[:-1])
    for i, keyword in enumerate(node.keywords):
        if keyword.arg is None:
            continue
        rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
        kind = keyword.arg if keyword.arg in _OF_ITS_CALL else "argument"
        yield f"dropped {kind}", _call(node, node.args, rest)
        if keyword.arg == "axis":
            right = ast.unparse(keyword.value)
            other = ast.keyword("axis", ast.Constant(1 if right == "0" else 0))
            changed = [*node.keywords[:i], other, *node.keywords[i + 1 :]]
            yield "wrong axis", _call(node, node.args, changed)
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        *before, end = node.args[:2] if len(node.args) > 1 else node.args
        rest = node.args[2:]
        for operator in (ast.Add(), ast.Sub()):
            shifted = ast.BinOp(end, operator, ast.Constant(1))
            yield "off by one", _call(node, [*before, shifted, *rest])
        if len(node.args) == 1:
            yield "off by one", _call(node, [ast.Constant(1), end])


def _call(
    node: ast.Call, args: list[ast.expr], keywords: list[ast.keyword] | None = None
) -> ast.Call:
    return ast.Call(node.func, args, node.keywords if keywords is None else keywords)


def _of_slice(node: ast.Slice) -> Iterator[Variant]:
    for field in ("lower", "upper"):
        bound = getattr(node, field)
        if bound is None:
            continue
        parts = {"lower": node.lower, "upper": node.upper, "step": node.step}
        yield "dropped bound", ast.Slice(**parts | {field: None})
        if not isinstance(bound, ast.Constant):
            for operator in (ast.Add(), ast.Sub()):
                shifted = ast.BinOp(bound, operator, ast.Constant(1))
                yield "off by one", ast.Slice(**parts | {field: shifted})
    if node.step is not None:
        yield "dropped bound", ast.Slice(node.lower, node.upper, None)


def _of_statement(node: ast.stmt, bound: list[str]) -> Iterator[Variant]:
    match node:
        case ast.Break():
            yield "wrong statement", ast.Continue()
            yield "dropped statement", ast.Pass()
        case ast.Continue():
            yield "wrong statement", ast.Break()
            yield "dropped statement", ast.Pass()
        case ast.If() | ast.While():
            yield (
                "wrong condition",
                type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse),
            )
            if isinstance(node, ast.If):
                yield "dropped condition", ast.If(ast.Constant(True), node.body, [])
                yield "dropped branch", ast.If(ast.Constant(False), node.body, node.orelse)
        case ast.AugAssign():
            for other in _OTHER_OPERATOR.get(type(node.op), ()):
                yield "sign", ast.AugAssign(node.target, other(), node.value)
            yield "overwritten", ast.Assign([node.target], node.value)
            yield "dropped statement", ast.Pass()
        case ast.Assign(targets=[ast.Name() as target], value=ast.BinOp() as value) if (
            isinstance(value.left, ast.Name) and value.left.id == target.id
        ):
            yield "changed in place", ast.AugAssign(target, value.op, value.right)
            yield "dropped statement", ast.Pass()
        case ast.Assign(targets=targets):
            # What is bound here alone would be missing: a mutant that any call finds.
            stored = {
                each.id
                for target in targets
                for each in ast.walk(target)
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            }
            if all(bound.count(name) > 1 for name in stored):
                yield "dropped statement", ast.Pass()
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield "dropped statement", ast.Pass()
        case ast.Return(value=ast.expr() as value):
            if not isinstance(value, ast.Tuple):
                yield "sign", ast.Return(ast.UnaryOp(ast.USub(), value))
            yield "returns nothing", ast.Return(None)
        case ast.For():
            yield (
                "one pass only",
                ast.For(node.target, node.iter, [*node.body, ast.Break()], node.orelse),
            )
