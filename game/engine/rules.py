"""The rules of the model, one function a rule: its number; beside it, its sentence.

Each function gives the whole number by which its rule moves one meter, from the
coefficients and the moment at hand. An amount is rounded half up before its sign
is put on, one rule at a time. Only ``+ - *``, ``min`` and ``max`` on IEEE doubles
are used, so any runtime that follows the same order gets the same numbers. What
differs from state to state (meters, trust, favours, weights) is never branched on,
only calculated with: so the same functions serve whole arrays of moments. What the
choice fixes (fit, style) may be branched on.

The table :data:`RULES` is the order in which reasons are told, and the source of
``docs/rules.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from game.story.coefficients import Coefficients
from game.story.words import HELP, STANCES, STYLE


class Moment(Struct, gc=False):
    """What the rules look at: the character before the choice, and what the choice asks.

    Values are those before the choice, but for ``own`` and ``eye`` (the boxes as
    they stand after it) and ``new_stress``.
    """

    stress: int
    connection: int
    energy: int
    control: int
    trust: int
    owed: int
    alone: int
    """How many of the last four choices were made alone, 0 to 4."""
    effort: float
    """What the moment asks of you, as the stance leaves it."""
    own: float
    """Weight in your arms."""
    eye: float
    """Weight others hold, as far as they are not trusted with it."""
    fit: float
    """How well help meets what is needed, -1 to 1."""
    exposure: float
    """How much of you is seen, 0 to 3."""
    style: float
    """Quiet 0.4, alongside 1, takeover 1.4."""
    suits_one: float
    """How well the task suits one person, 0 to 1."""
    debt: float
    """The largest max(0, |owed| − 1) · (1 − trust / 100) among the people."""
    boxes: int = 0
    """How many boxes are in your arms; only for the sentence."""
    new_stress: int = 0
    """The stress after the choice, for the rules of energy."""


Amount = Callable[[Coefficients, Moment], int]
Tell = Callable[[Moment], str]


class Rule(Struct, frozen=True):
    """A rule: which meter it moves, when, by how much and why."""

    meter: str
    stances: frozenset[str]
    formula: str
    sentences: tuple[str, ...]
    """What the rule says; the first, unless ``tell`` picks one or fills it in."""
    amount: Amount
    tell: Tell | None = None


RULES: list[Rule] = []
ALL = frozenset(STANCES) - {"reflect"}
"""Every stance that moves meters: a reflection colours the story only."""


def rule(
    meter: str,
    stances: str | frozenset[str],
    formula: str,
    *sentences: str,
    tell: Callable[[tuple[str, ...], Moment], str] | None = None,
) -> Callable[[Amount], Amount]:
    """Enter a function into the table as the rule for some stances (words, or a set)."""

    def enter(amount: Amount) -> Amount:
        which = stances if isinstance(stances, frozenset) else frozenset(stances.split())
        told = None if tell is None else partial(tell, sentences)
        RULES.append(Rule(meter, which, formula, sentences, amount, told))
        return amount

    return enter


def half_up(value: float) -> int:
    """A size of 0 or more as a whole number: 2.5 becomes 3.

    >>> half_up(2.5), half_up(2.4)
    (3, 2)
    """
    return int(value + 0.5)


# --- stress: what weighs ------------------------------------------------------

_COUNT = ("", "one box", "two boxes", "three boxes", "four boxes", "five boxes", "six boxes")
_TIRED_BELOW = 60
_WORN_BELOW = 40


def _tell_carried(sentences: tuple[str, ...], m: Moment) -> str:
    count = _COUNT[m.boxes] if m.boxes < len(_COUNT) else f"{m.boxes} boxes"
    told = sentences[0].replace("{boxes}", count) if m.boxes else sentences[1]
    return f"{told} {sentences[2]}" if m.energy < _TIRED_BELOW else told


@rule(
    "stress",
    ALL,
    "press · (own + e) · (1 + tired_weight · tired)",
    "You carry {boxes}, and this moment asks its own.",
    "What this moment asks of you.",
    "You are tired, so it weighs more.",
    tell=_tell_carried,
)
def carried(c: Coefficients, m: Moment) -> int:
    """The boxes in your arms and the effort of the moment, heavier when tired."""
    return half_up(c.press * (m.own + m.effort) * (1.0 + c.tired * (1.0 - m.energy / 100.0)))


@rule(
    "stress",
    ALL,
    "press · eye · (1 + tired_weight · tired)",
    "You handed something over, but you keep one eye on it.",
)
def watched(c: Coefficients, m: Moment) -> int:
    """The boxes others hold, as far as you do not trust them with it."""
    return half_up(c.press * (c.watch * m.eye) * (1.0 + c.tired * (1.0 - m.energy / 100.0)))


@rule(
    "stress",
    ALL,
    "− buffer · (the two above) · connection / 100",
    "It weighs less when you feel people are there.",
)
def buffered(c: Coefficients, m: Moment) -> int:
    """Connection takes a share off what weighs; it is no relief by itself."""
    return -half_up(c.buffer * (carried(c, m) + watched(c, m)) * m.connection / 100.0)


# --- stress: the two reliefs, and what letting someone in costs ---------------


def _tell_relief(sentences: tuple[str, ...], m: Moment) -> str:
    return sentences[m.alone > 0]


@rule(
    "stress",
    "alone",
    "− max(0, relief − fading · n)",
    "It stays in your own hands.",
    "It stays in your own hands, which helps less each time.",
    tell=_tell_relief,
)
def relieved(c: Coefficients, m: Moment) -> int:
    """The relief of keeping it in hand, less for each recent choice made alone."""
    return -half_up(max(0.0, c.relief - c.fading * m.alone))


@rule(
    "stress",
    HELP,
    "+ exposed · exposure · style · (1 − trust / 100)",
    "Letting someone in feels exposed while trust is low.",
)
def exposed(c: Coefficients, m: Moment) -> int:
    """Being seen costs; less by someone trusted, less when help is quiet."""
    return half_up(c.exposed * m.exposure * m.style * (1.0 - m.trust / 100.0))


@rule("stress", HELP, "− backed · fit · trust / 100   (fit ≥ 0)", "Someone has your back.")
def backed(c: Coefficients, m: Moment) -> int:
    """Fitting help from someone trusted eases."""
    return -half_up(c.backed * m.fit * m.trust / 100.0) if m.fit >= 0.0 else 0


@rule("stress", HELP, "+ missed · |fit|   (fit < 0)", "The help missed what you needed.")
def missed(c: Coefficients, m: Moment) -> int:
    """Help that does not fit is work on top."""
    return half_up(c.missed * -m.fit) if m.fit < 0.0 else 0


@rule("stress", "rest", "− pause", "A real pause.")
def paused(c: Coefficients, m: Moment) -> int:
    """Rest eases at once."""
    return -half_up(c.pause)


@rule("stress", "withdraw", "− distance", "Distance feels like safety, tonight.")
def distanced(c: Coefficients, m: Moment) -> int:
    """Stepping back is a real relief, and a short one."""
    return -half_up(c.distance)


@rule(
    "stress",
    ALL,
    "+ lopsided · max(0, |owed| − 1) · (1 − trust / 100)   (the most lopsided tie)",
    "Give and take is lopsided, and you notice.",
)
def lopsided(c: Coefficients, m: Moment) -> int:
    """Owing much, or being owed much, weighs between people who trust little."""
    return half_up(c.lopsided * m.debt)


@rule(
    "stress",
    ALL,
    "+ not_yours · max(0, not_yours_level − control)",
    "Too little of it felt like yours.",
)
def not_yours(c: Coefficients, m: Moment) -> int:
    """Having no say in it weighs."""
    return half_up(c.not_yours * max(0.0, c.not_yours_level - m.control))


def _tell_settled(sentences: tuple[str, ...], m: Moment) -> str:
    return sentences[m.energy < _WORN_BELOW]


@rule(
    "stress",
    ALL,
    "− settling · (stress − rest_level) · energy / 100   (stress above rest_level)",
    "Your body settles.",
    "Your body settles, slowly: you are worn out.",
    tell=_tell_settled,
)
def settled(c: Coefficients, m: Moment) -> int:
    """Stress drifts down to its level of rest, faster with energy."""
    return -half_up(c.settling * max(0.0, m.stress - c.rest_level) * m.energy / 100.0)


@rule(
    "stress",
    ALL,
    "+ settling · (rest_level − stress) · energy / 100   (stress below rest_level)",
    "So much calm does not last either.",
)
def stirred(c: Coefficients, m: Moment) -> int:
    """Stress drifts up to its level of rest, faster with energy."""
    return half_up(c.settling * max(0.0, c.rest_level - m.stress) * m.energy / 100.0)


# --- connection ---------------------------------------------------------------


_SUITS_ONE = 0.6


def _tell_apart(sentences: tuple[str, ...], m: Moment) -> str:
    return sentences[m.suits_one >= _SUITS_ONE]


@rule(
    "connection",
    "alone",
    "− apart · (1 − suits_one) · (apart_first + apart_habit · n)",
    "You kept it to yourself.",
    "You did it by yourself, and it suited one person well enough.",
    tell=_tell_apart,
)
def apart(c: Coefficients, m: Moment) -> int:
    """Doing alone what was not made for one is a step away, more so by habit."""
    return -half_up(c.apart * (1.0 - m.suits_one) * (c.apart_first + c.apart_habit * m.alone))


@rule("connection", HELP, "+ let_in + helped · fit   (fit ≥ 0)", "You let someone in.")
def let_in(c: Coefficients, m: Moment) -> int:
    """Fitting help brings people closer."""
    return half_up(c.let_in + c.helped * m.fit) if m.fit >= 0.0 else 0


@rule("connection", HELP, "− let_down · |fit|   (fit < 0)", "They meant well, and missed you.")
def let_down(c: Coefficients, m: Moment) -> int:
    """Help that misses puts a distance between people."""
    return -half_up(c.let_down * -m.fit) if m.fit < 0.0 else 0


@rule(
    "connection",
    "give",
    "+ given   (0 when owed ≤ −2: you already give far more than you get)",
    "You did something for someone.",
)
def given(c: Coefficients, m: Moment) -> int:
    """Giving connects, until it is all one way."""
    return half_up(c.given) * (m.owed > -2)


@rule("connection", "withdraw", "− withdrawn", "You stepped back.")
def withdrawn(c: Coefficients, m: Moment) -> int:
    """Stepping back costs closeness."""
    return -half_up(c.withdrawn)


@rule("connection", "together", "+ company", "You were with people, and nothing was asked.")
def accompanied(c: Coefficients, m: Moment) -> int:
    """Company needs no help to count."""
    return half_up(c.company)


# --- trust --------------------------------------------------------------------


def _tell_learned(sentences: tuple[str, ...], m: Moment) -> str:
    went = str(half_up(50.0 + 50.0 * m.fit))
    return sentences[0].replace("{trust}", str(m.trust)).replace("{went}", went)


@rule(
    "trust",
    HELP,
    "(pleasant if it went better than expected, else unpleasant) · (50 + 50 · fit − trust)",
    "You expected {trust}; it went like {went}.",
    tell=_tell_learned,
)
def learned(c: Coefficients, m: Moment) -> int:
    """Trust moves a part of the way to how it went; only trying teaches."""
    surprise = 50.0 + 50.0 * m.fit - m.trust
    better, worse = max(0.0, surprise), max(0.0, -surprise)
    return half_up(c.pleasant * better) - half_up(c.unpleasant * worse)


# --- energy, after the new stress ----------------------------------------------


@rule(
    "energy",
    ALL,
    "− draining · (stress − strain_level)   (new stress above it)",
    "Stress this high wears you down.",
)
def drained(c: Coefficients, m: Moment) -> int:
    """High stress drains."""
    return -half_up(c.draining * max(0.0, m.new_stress - c.strain_level))


@rule(
    "energy",
    ALL,
    "+ returning · (strain_level − stress)   (new stress below it)",
    "With less on you, strength comes back.",
)
def returned(c: Coefficients, m: Moment) -> int:
    """Low stress restores."""
    return half_up(c.returning * max(0.0, c.strain_level - m.new_stress))


@rule("energy", "rest", "+ rested", "You rested.")
def rested(c: Coefficients, m: Moment) -> int:
    """A pause restores."""
    return half_up(c.rested)


# --- control --------------------------------------------------------------------


@rule(
    "control",
    "alone",
    "+ own_way   (own_way_worn when energy < worn_level)",
    "You did it your own way.",
)
def own_way(c: Coefficients, m: Moment) -> int:
    """Alone, it is yours; worn out, less so."""
    worn = m.energy < c.worn_level
    return half_up(c.own_way_worn) * worn + half_up(c.own_way) * (1 - worn)


@rule("control", "give", "+ own_gift", "It was yours to give.")
def own_gift(c: Coefficients, m: Moment) -> int:
    """Giving is a choice of one's own."""
    return half_up(c.own_gift)


QUIET_BELOW = (STYLE["quiet"] + STYLE["alongside"]) / 2.0
TAKEOVER_FROM = (STYLE["alongside"] + STYLE["takeover"]) / 2.0


def _tell_beside(sentences: tuple[str, ...], m: Moment) -> str:
    return sentences[m.style >= TAKEOVER_FROM]


@rule(
    "control",
    HELP,
    "− beside, − 0 when the style is quiet, − taken_over when it is a takeover",
    "Some of it went their way.",
    "They took it over.",
    tell=_tell_beside,
)
def beside(c: Coefficients, m: Moment) -> int:
    """Help takes a little of the say; a takeover takes much; quiet help none."""
    if m.style < QUIET_BELOW:
        return 0
    return -half_up(c.taken_over if m.style >= TAKEOVER_FROM else c.beside)


# --- give and take ----------------------------------------------------------------


@rule("owed", HELP, "+ owed_help", "You had help from them.")
def owed_help(c: Coefficients, m: Moment) -> int:
    """A favour got."""
    return half_up(c.owed_help)


@rule("owed", "give", "− owed_gift", "You did something for them.")
def owed_gift(c: Coefficients, m: Moment) -> int:
    """A favour given."""
    return -half_up(c.owed_gift)


def rules_for(stance: str | None, meter: str) -> tuple[Rule, ...]:
    """The rules that move a meter under a stance, in the order they are told."""
    return tuple(r for r in RULES if r.meter == meter and stance in r.stances)
