"""The small language of conditions: ``trust.maya >= 45 and not told_maya``.

Names, whole and decimal numbers, comparisons, ``+ - *``, ``and or not``,
parentheses and six questions about the past. Nothing else: no calls out, no
indexing, no attributes, no assignment. A condition is parsed once into a tree
and compiled once into a function of whatever the names look things up in.

The grammar, loosest first::

    either  = both ("or" both)*
    both    = no ("and" no)*
    no      = "not" no | compare
    compare = sum (("<" | "<=" | ">" | ">=" | "==" | "!=") sum)?
    sum     = product (("+" | "-") product)*
    product = sign ("*" sign)*
    sign    = "-" sign | atom
    atom    = number | "true" | "false" | name | question "(" … ")" | "(" either ")"
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

QUESTIONS: dict[str, tuple[str, ...]] = {
    "has": ("box",),
    "holds": ("person", "box"),
    "done": ("box",),
    "visited": ("passage",),
    "chose": ("choice",),
    "chosen": ("stance",),
}
"""What may be asked of the story so far, and what each question is asked about."""

ONLY_IN_CLAIMS = frozenset({"chosen"})
"""What only a claim about all playthroughs may ask, not the story itself."""

MAX_LENGTH = 600
MAX_DEPTH = 40
MAX_DIGITS = 18

Value = int | float | bool
Function = Callable[[Any], Value]
Operation = Callable[[Any, Any], Any]

COMPARE: dict[str, Operation] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
ARITHMETIC: dict[str, Operation] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


class Number(NamedTuple):
    """A number as written; true is 1 and false is 0."""

    value: int | float


class Named(NamedTuple):
    """A name (``stress``, ``trust.maya``) or a question (``has(slides)``)."""

    name: str
    arguments: tuple[str, ...]
    at: int
    """Where it begins in the condition, counted from 0."""


class Not(NamedTuple):
    """``not`` something."""

    inner: Tree


class Pair(NamedTuple):
    """Two trees joined by a word or a sign: ``and or < <= > >= == != + - *``."""

    sign: str
    left: Tree
    right: Tree


Tree = Number | Named | Not | Pair


class ExpressionError(Exception):
    """A condition that cannot be read; ``at`` is where in it, counted from 0."""

    def __init__(self, what: str, at: int, todo: str = "") -> None:
        self.what, self.at, self.todo = what, at, todo
        super().__init__(what)


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


_TOKENS = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)"
    r"|(?P<sign><=|>=|==|!=|[<>+\-*(),])"
    r"|(?P<space>\s+)"
)
_ARGUMENT = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|\w[\w-]*)\s*")
_LANGUAGE = (
    "A condition knows names, numbers, < <= > >= == !=, + - *, and or not, parentheses,"
    " has() holds() done() visited() chose()."
)
_HINTS = {
    "=": "To compare, write `==`.",
    "&": "Write `and`.",
    "|": "Write `or`.",
    "!": "Write `not`.",
}


def parse(text: str) -> Tree:
    """The tree of a condition.

    Raises:
        ExpressionError: it is not in the language; says what, where and what to do.

    >>> parse("stress > 60")
    Pair(sign='>', left=Named(name='stress', arguments=(), at=0), right=Number(value=60))
    """
    if not text.strip():
        raise ExpressionError("this condition is empty", 0, "Write one, or leave the key out.")
    if len(text) > MAX_LENGTH:
        raise ExpressionError("this condition is too long", 0, "Split it into flags.")
    return _Parser(text).whole()


class _Parser:
    """Recursive descent, one method a line of the grammar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._token = self._next()

    def whole(self) -> Tree:
        tree = self._either()
        if self._token.kind != "end":
            raise self._unexpected()
        return tree

    def _next(self) -> _Token:
        while self._at < len(self._text):
            found = _TOKENS.match(self._text, self._at)
            if found is None:
                char = self._text[self._at]
                raise ExpressionError(
                    f"`{char}` has no meaning in a condition", self._at, _HINTS.get(char, _LANGUAGE)
                )
            begun, self._at = self._at, found.end()
            kind = found.lastgroup or ""
            if kind != "space":
                if kind == "name" and found.group() in ("and", "or", "not"):
                    kind = "word"
                return _Token(kind, found.group(), begun)
        return _Token("end", "", len(self._text))

    def _take(self, *texts: str) -> str | None:
        """The next token's text, taken, if it is one of these signs or words."""
        token = self._token
        if token.kind in ("sign", "word") and token.text in texts:
            self._token = self._next()
            return token.text
        return None

    def _unexpected(self) -> ExpressionError:
        token = self._token
        if token.kind == "end":
            return ExpressionError("this condition breaks off", token.at, _LANGUAGE)
        return ExpressionError(f"`{token.text}` does not fit here", token.at, _LANGUAGE)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("this condition is nested too deep", self._token.at)

    def _either(self) -> Tree:
        self._deeper()
        tree = self._both()
        while self._take("or"):
            tree = Pair("or", tree, self._both())
        self._depth -= 1
        return tree

    def _both(self) -> Tree:
        tree = self._no()
        while self._take("and"):
            tree = Pair("and", tree, self._no())
        return tree

    def _no(self) -> Tree:
        if self._take("not"):
            self._deeper()
            tree = Not(self._no())
            self._depth -= 1
            return tree
        return self._compare()

    def _compare(self) -> Tree:
        tree = self._sum()
        if sign := self._take(*COMPARE):
            tree = Pair(sign, tree, self._sum())
            if self._token.text in COMPARE:
                raise ExpressionError(
                    "two comparisons in a row", self._token.at, "Join them with `and`."
                )
        return tree

    def _sum(self) -> Tree:
        tree = self._product()
        while sign := self._take("+", "-"):
            tree = Pair(sign, tree, self._product())
        return tree

    def _product(self) -> Tree:
        tree = self._sign()
        while self._take("*"):
            tree = Pair("*", tree, self._sign())
        return tree

    def _sign(self) -> Tree:
        if self._take("-"):
            self._deeper()
            inner = self._sign()
            self._depth -= 1
            if isinstance(inner, Number):
                return Number(-inner.value)
            return Pair("-", Number(0), inner)
        return self._atom()

    def _atom(self) -> Tree:
        token = self._token
        if token.kind == "number":
            if len(token.text) > MAX_DIGITS:
                raise ExpressionError("this number is too long", token.at)
            self._token = self._next()
            return Number(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "name":
            return self._name(token)
        if self._take("("):
            tree = self._either()
            if not self._take(")"):
                raise self._unexpected()
            return tree
        raise self._unexpected()

    def _name(self, token: _Token) -> Tree:
        if token.text in ("true", "false"):
            self._token = self._next()
            return Number(int(token.text == "true"))
        if self._text[self._at :].lstrip().startswith("("):
            return self._question(token)
        self._token = self._next()
        return Named(token.text, (), token.at)

    def _question(self, token: _Token) -> Tree:
        """``has(slides)``: what is asked about may have a dash in it, so it is read apart."""
        if token.text not in QUESTIONS:
            raise ExpressionError(
                f"`{token.text}(…)` cannot be asked", token.at, "Ask: " + _questions() + "."
            )
        self._at = self._text.index("(", self._at) + 1
        arguments = []
        for index in range(len(QUESTIONS[token.text])):
            found = _ARGUMENT.match(self._text, self._at)
            closing = ")" if index + 1 == len(QUESTIONS[token.text]) else ","
            if found is None or self._text[found.end() : found.end() + 1] != closing:
                asked = " and ".join(f"one {kind}" for kind in QUESTIONS[token.text])
                raise ExpressionError(
                    f"`{token.text}` asks about {asked}",
                    token.at,
                    f"Write {_question(token.text)}.",
                )
            arguments.append(found.group(1).strip("\"'"))
            self._at = found.end() + 1
        self._token = self._next()
        return Named(token.text, tuple(arguments), token.at)


def _question(name: str) -> str:
    return f"{name}({', '.join(QUESTIONS[name])})"


def _questions() -> str:
    return ", ".join(_question(name) for name in QUESTIONS if name not in ONLY_IN_CLAIMS)


def names(tree: Tree) -> Iterator[Named]:
    """Every name and question of a tree, from left to right."""
    if isinstance(tree, Named):
        yield tree
    elif isinstance(tree, Not):
        yield from names(tree.inner)
    elif isinstance(tree, Pair):
        yield from names(tree.left)
        yield from names(tree.right)


def compiled(tree: Tree, look_up: Callable[[Named], Function]) -> Function:
    """A tree as a function: ``look_up`` gives the function that finds a name's value.

    The usual shapes (a name alone, a name against a number) get a function with
    nothing more in it than that, because conditions are asked at every choice.
    """
    if isinstance(tree, Number):
        value = tree.value
        return lambda _: value
    if isinstance(tree, Named):
        return look_up(tree)
    if isinstance(tree, Not):
        inner = compiled(tree.inner, look_up)
        return lambda state: not inner(state)
    left = compiled(tree.left, look_up)
    if tree.sign in COMPARE and isinstance(tree.right, Number):
        return _against(left, tree.sign, tree.right.value)
    right = compiled(tree.right, look_up)
    if tree.sign == "and":
        return lambda state: left(state) and right(state)
    if tree.sign == "or":
        return lambda state: left(state) or right(state)
    join = COMPARE.get(tree.sign) or ARITHMETIC[tree.sign]
    return lambda state: join(left(state), right(state))


def _against(left: Function, sign: str, number: float) -> Function:
    functions: dict[str, Function] = {
        "<": lambda state: left(state) < number,
        "<=": lambda state: left(state) <= number,
        ">": lambda state: left(state) > number,
        ">=": lambda state: left(state) >= number,
        "==": lambda state: left(state) == number,
        "!=": lambda state: left(state) != number,
    }
    return functions[sign]
